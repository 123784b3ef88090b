#ifndef BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_ENUMS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_ENUMS_H_

#include <optional>

#include "boulevard/placements/v1/applications.pb.h"
#include "boulevard/placements/v1/availability.pb.h"
#include "boulevard/placements/v1/closures.pb.h"
#include "boulevard/placements/v1/common.pb.h"
#include "boulevard/placements/v1/facilities.pb.h"
#include "boulevard/placements/v1/match_proposals.pb.h"
#include "boulevard/placements/v1/matches.pb.h"
#include "boulevard/placements/v1/offers.pb.h"
#include "boulevard/placements/v1/placements.pb.h"
#include "boulevard/placements/v1/rule_sets.pb.h"
#include "boulevard/placements/v1/webhooks.pb.h"
#include "services/placements/domain/intake_words.h"
#include "services/placements/domain/match_proposal.h"
#include "services/placements/domain/webhook_types.h"
#include "services/placements/domain/words.h"

// The enums of the contract and of the domain have the same numbers; that their words are the same too is
// tested.
namespace boulevard::placements::api {

// Asserts that both enums end at the same number.
template <typename Proto, Proto proto_last, auto domain_last>
struct SameNumbers {
  using Enum = Proto;
  static_assert(static_cast<int>(proto_last) == static_cast<int>(domain_last));
};

template <typename Domain>
struct ContractOf;

template <>
struct ContractOf<domain::ResidentKind>
    : SameNumbers<v1::ResidentKind, v1::ResidentKind_MAX, domain::ResidentKind::kStudent> {};
template <>
struct ContractOf<domain::GuidanceLevel>
    : SameNumbers<v1::GuidanceLevel, v1::GuidanceLevel_MAX, domain::GuidanceLevel::kIntensive> {};
template <>
struct ContractOf<domain::Weekday> : SameNumbers<v1::Weekday, v1::Weekday_MAX, domain::Weekday::kSunday> {};
template <>
struct ContractOf<domain::ClosureReason>
    : SameNumbers<v1::ClosureReason, v1::ClosureReason_MAX, domain::ClosureReason::kOther> {};
template <>
struct ContractOf<domain::ClosurePayer>
    : SameNumbers<v1::ClosurePayer, v1::ClosurePayer_MAX, domain::ClosurePayer::kProgramme> {};
template <>
struct ContractOf<domain::OfferState>
    : SameNumbers<v1::OfferState, v1::OfferState_MAX, domain::OfferState::kRevoked> {};
template <>
struct ContractOf<domain::DeclineSide>
    : SameNumbers<v1::DeclineSide, v1::DeclineSide_MAX, domain::DeclineSide::kProvider> {};
template <>
struct ContractOf<domain::DeclineReason>
    : SameNumbers<v1::DeclineReason, v1::DeclineReason_MAX, domain::DeclineReason::kOther> {};
template <>
struct ContractOf<domain::BlockedCause>
    : SameNumbers<v1::BlockedCause, v1::BlockedCause_MAX, domain::BlockedCause::kOwnChoice> {};
template <>
struct ContractOf<domain::PlacementState>
    : SameNumbers<v1::PlacementState, v1::PlacementState_MAX, domain::PlacementState::kCancelled> {};
template <>
struct ContractOf<domain::DepartureReason>
    : SameNumbers<v1::DepartureReason, v1::DepartureReason_MAX, domain::DepartureReason::kOther> {};
template <>
struct ContractOf<domain::DepartureDestination>
    : SameNumbers<v1::DepartureDestination, v1::DepartureDestination_MAX,
                  domain::DepartureDestination::kDeceased> {};
template <>
struct ContractOf<domain::CalendarUse>
    : SameNumbers<v1::CalendarUse, v1::CalendarUse_MAX, domain::CalendarUse::kNotInStock> {};
template <>
struct ContractOf<domain::ApplicationState>
    : SameNumbers<v1::ApplicationState, v1::ApplicationState_MAX, domain::ApplicationState::kExpired> {};
template <>
struct ContractOf<domain::Urgency> : SameNumbers<v1::Urgency, v1::Urgency_MAX, domain::Urgency::kAcute> {};
template <>
struct ContractOf<domain::Situation>
    : SameNumbers<v1::Situation, v1::Situation_MAX, domain::Situation::kOther> {};
template <>
struct ContractOf<domain::ClosingReason>
    : SameNumbers<v1::ClosingReason, v1::ClosingReason_MAX, domain::ClosingReason::kOther> {};
template <>
struct ContractOf<domain::RevokeReason>
    : SameNumbers<v1::RevokeReason, v1::RevokeReason_MAX, domain::RevokeReason::kApplicationWithdrawn> {};
template <>
struct ContractOf<domain::Rule> : SameNumbers<v1::Rule, v1::Rule_MAX, domain::Rule::kProgramme> {};
template <>
struct ContractOf<domain::Consequence>
    : SameNumbers<v1::Consequence, v1::Consequence_MAX, domain::Consequence::kBackToAssessment> {};
template <>
struct ContractOf<domain::CapacityCode> : SameNumbers<v1::CapacityCode, v1::CapacityCode_MAX,
                                                      domain::CapacityCode::kAdditionalAssessmentRequired> {};

template <>
struct ContractOf<domain::Wish> : SameNumbers<v1::Wish, v1::Wish_MAX, domain::Wish::kSelfContained> {};
template <>
struct ContractOf<domain::StaleReason>
    : SameNumbers<v1::StaleReason, v1::StaleReason_MAX, domain::StaleReason::kStockChanged> {};
template <>
struct ContractOf<domain::WebhookEvent>
    : SameNumbers<v1::WebhookEvent, v1::WebhookEvent_MAX, domain::WebhookEvent::kTest> {};
template <>
struct ContractOf<domain::WebhookStop>
    : SameNumbers<v1::WebhookStop, v1::WebhookStop_MAX, domain::WebhookStop::kUnreachable> {};
template <>
struct ContractOf<domain::WebhookDeliveryState>
    : SameNumbers<v1::WebhookDeliveryState, v1::WebhookDeliveryState_MAX,
                  domain::WebhookDeliveryState::kFailed> {};
template <>
struct ContractOf<domain::WebhookFault>
    : SameNumbers<v1::WebhookFault, v1::WebhookFault_MAX, domain::WebhookFault::kStatus> {};

template <typename Domain>
constexpr typename ContractOf<Domain>::Enum EnumOf(Domain value) {
  return static_cast<typename ContractOf<Domain>::Enum>(value);
}

// Of a field that the rules require.
template <typename Domain>
constexpr Domain EnumFrom(typename ContractOf<Domain>::Enum value) {
  return static_cast<Domain>(value);
}

// Nothing when the field was left out.
template <typename Domain>
constexpr std::optional<Domain> OptionalEnumFrom(typename ContractOf<Domain>::Enum value) {
  return static_cast<int>(value) == 0 ? std::nullopt : std::optional(EnumFrom<Domain>(value));
}

}  // namespace boulevard::placements::api

#endif  // BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_ENUMS_H_
