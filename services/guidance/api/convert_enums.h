#ifndef BOULEVARD_SERVICES_GUIDANCE_API_CONVERT_ENUMS_H_
#define BOULEVARD_SERVICES_GUIDANCE_API_CONVERT_ENUMS_H_

#include <optional>

#include "boulevard/guidance/v1/accesses.pb.h"
#include "boulevard/guidance/v1/common.pb.h"
#include "boulevard/guidance/v1/consents.pb.h"
#include "boulevard/guidance/v1/disclosures.pb.h"
#include "boulevard/guidance/v1/plans.pb.h"
#include "boulevard/guidance/v1/young_people.pb.h"
#include "boulevard/placements/v1/common.pb.h"
#include "services/guidance/domain/access.h"
#include "services/guidance/domain/plan_words.h"
#include "services/guidance/domain/words.h"

// The enums of the contract and of the domain have the same numbers; that their words are the same too is
// tested.
namespace boulevard::guidance::api {

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
    : SameNumbers<placements::v1::ResidentKind, placements::v1::ResidentKind_MAX,
                  domain::ResidentKind::kStudent> {};
template <>
struct ContractOf<domain::DossierState>
    : SameNumbers<v1::DossierState, v1::DossierState_MAX, domain::DossierState::kAnonymised> {};
template <>
struct ContractOf<domain::DossierClosingReason>
    : SameNumbers<v1::DossierClosingReason, v1::DossierClosingReason_MAX,
                  domain::DossierClosingReason::kOther> {};
template <>
struct ContractOf<domain::ConsentPurpose>
    : SameNumbers<v1::ConsentPurpose, v1::ConsentPurpose_MAX, domain::ConsentPurpose::kResearch> {};
template <>
struct ContractOf<domain::LifeDomain>
    : SameNumbers<v1::LifeDomain, v1::LifeDomain_MAX, domain::LifeDomain::kJustice> {};
template <>
struct ContractOf<domain::GuidanceLevel>
    : SameNumbers<placements::v1::GuidanceLevel, placements::v1::GuidanceLevel_MAX,
                  domain::GuidanceLevel::kIntensive> {};
template <>
struct ContractOf<domain::PlanState>
    : SameNumbers<v1::PlanState, v1::PlanState_MAX, domain::PlanState::kClosed> {};
template <>
struct ContractOf<domain::GoalLifecycle>
    : SameNumbers<v1::GoalLifecycle, v1::GoalLifecycle_MAX, domain::GoalLifecycle::kCancelled> {};
template <>
struct ContractOf<domain::GoalAchievement>
    : SameNumbers<v1::GoalAchievement, v1::GoalAchievement_MAX, domain::GoalAchievement::kNotAttainable> {};
template <>
struct ContractOf<domain::ActionDoer>
    : SameNumbers<v1::ActionDoer, v1::ActionDoer_MAX, domain::ActionDoer::kOther> {};
template <>
struct ContractOf<domain::AgreementWay>
    : SameNumbers<v1::AgreementWay, v1::AgreementWay_MAX, domain::AgreementWay::kDigital> {};
template <>
struct ContractOf<domain::PlanClosingReason>
    : SameNumbers<v1::PlanClosingReason, v1::PlanClosingReason_MAX, domain::PlanClosingReason::kOther> {};
template <>
struct ContractOf<domain::PlanChangeKind>
    : SameNumbers<v1::PlanChangeKind, v1::PlanChangeKind_MAX, domain::PlanChangeKind::kClose> {};
template <>
struct ContractOf<domain::RecipientKind>
    : SameNumbers<v1::RecipientKind, v1::RecipientKind_MAX, domain::RecipientKind::kCare> {};
template <>
struct ContractOf<domain::DisclosureCategory>
    : SameNumbers<v1::DisclosureCategory, v1::DisclosureCategory_MAX, domain::DisclosureCategory::kContact> {
};
template <>
struct ContractOf<domain::AccessAction>
    : SameNumbers<v1::AccessAction, v1::AccessAction_MAX, domain::AccessAction::kExecute> {};
template <>
struct ContractOf<domain::AccessResult>
    : SameNumbers<v1::AccessResult, v1::AccessResult_MAX, domain::AccessResult::kFailed> {};

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

}  // namespace boulevard::guidance::api

#endif  // BOULEVARD_SERVICES_GUIDANCE_API_CONVERT_ENUMS_H_
