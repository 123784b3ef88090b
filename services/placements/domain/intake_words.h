#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_INTAKE_WORDS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_INTAKE_WORDS_H_

#include <array>
#include <string_view>

#include "services/placements/domain/words.h"

// The closed vocabularies of intake; see words.h.
namespace boulevard::placements::domain {

enum class ApplicationState {
  kSubmitted = 1,
  kInAssessment,
  kWaiting,
  kOffered,
  kPlaced,
  kRejected,
  kWithdrawn,
  kExpired
};
enum class Urgency { kNormal = 1, kHigh, kAcute };
enum class Situation {
  kHomelessNow = 1,
  kInShelter,
  kInTreatment,
  kWithFamily,
  kWithFriends,
  kSupportedHousing,
  kInDetention,
  kOther
};
enum class ClosingReason {
  kNotEligible = 1,
  kOtherHelpFitsBetter,
  kCannotBeReached,
  kFoundElsewhere,
  kNoLongerWanted,
  kPlacedByAnotherApplication,
  kOther
};
// In the order in which a refusal names them.
enum class Rule {
  kProgrammeClosed = 1,
  kAge,
  kResidentKind,
  kGuidanceLevel,
  kAccessibility,
  kRent,
  kUnitQuota,
  kMustNotShare,
  kProgramme
};
enum class Consequence { kKeepWaiting = 1, kPause, kBackToAssessment };
enum class CapacityCode { kCapacity = 1, kNoCapacity, kWaitlist, kAdditionalAssessmentRequired };
enum class PriorityPart { kUrgency = 1, kWeeksWaiting, kStepDown, kRelapseReturn, kHomelessNow };
enum class RevokeReason { kByCoordinator = 1, kAnotherOfferAccepted, kApplicationWithdrawn };

template <>
inline constexpr std::array<std::string_view, 8> kWords<ApplicationState> = {
    "submitted", "in-assessment", "waiting", "offered", "placed", "rejected", "withdrawn", "expired"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<Urgency> = {"normal", "high", "acute"};
template <>
inline constexpr std::array<std::string_view, 8> kWords<Situation> = {
    "homeless-now", "in-shelter",        "in-treatment", "with-family",
    "with-friends", "supported-housing", "in-detention", "other"};
template <>
inline constexpr std::array<std::string_view, 7> kWords<ClosingReason> = {"not-eligible",
                                                                          "other-help-fits-better",
                                                                          "cannot-be-reached",
                                                                          "found-elsewhere",
                                                                          "no-longer-wanted",
                                                                          "placed-by-another-application",
                                                                          "other"};
template <>
inline constexpr std::array<std::string_view, 9> kWords<Rule> = {
    "programme-closed", "age",      "resident-kind", "guidance-level", "accessibility", "rent", "unit-quota",
    "must-not-share",   "programme"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<Consequence> = {"keep-waiting", "pause",
                                                                        "back-to-assessment"};
template <>
inline constexpr std::array<std::string_view, 4> kWords<CapacityCode> = {
    "capacity", "no-capacity", "waitlist", "additional-assessment-required"};
template <>
inline constexpr std::array<std::string_view, 5> kWords<PriorityPart> = {
    "urgency", "weeks-waiting", "step-down", "relapse-return", "homeless-now"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<RevokeReason> = {
    "by-coordinator", "another-offer-accepted", "application-withdrawn"};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_INTAKE_WORDS_H_
