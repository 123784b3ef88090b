#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_WORDS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_WORDS_H_

#include <array>
#include <string_view>

#include "services/guidance/domain/words.h"

// The vocabularies of plans; see words.h.
namespace boulevard::guidance::domain {

// As in placements. Each includes the lighter ones.
enum class GuidanceLevel { kNone = 1, kLight, kModerate, kIntensive };
enum class PlanState { kDraft = 1, kAgreed, kActive, kClosed };
enum class GoalLifecycle { kProposed = 1, kAccepted, kActive, kOnHold, kCompleted, kCancelled };
enum class GoalAchievement {
  kInProgress = 1,
  kImproving,
  kWorsening,
  kNoChange,
  kAchieved,
  kNotAchieved,
  kNotAttainable
};
enum class ActionDoer { kYoungPerson = 1, kMentor, kOther };
enum class AgreementWay { kSigned = 1, kOral, kDigital };
enum class PlanClosingReason {
  kGoalsReached = 1,
  kReplaced,
  kGuidedElsewhere,
  kNoLongerWanted,
  kOutOfContact,
  kDeceased,
  kDossierClosed,
  kOther
};
// What was done in a revision. After the first: the alternatives of PlanChange, in their order.
enum class PlanChangeKind {
  kCreate = 1,
  kUpdatePlan,
  kAddGoal,
  kUpdateGoal,
  kAddAction,
  kUpdateAction,
  kChangeLevel,
  kAddReview,
  kUpdateReview,
  kAgree,
  kActivate,
  kClose
};

template <>
inline constexpr std::array<std::string_view, 4> kWords<GuidanceLevel> = {"none", "light", "moderate",
                                                                          "intensive"};
template <>
inline constexpr std::array<std::string_view, 4> kWords<PlanState> = {"draft", "agreed", "active", "closed"};
template <>
inline constexpr std::array<std::string_view, 6> kWords<GoalLifecycle> = {
    "proposed", "accepted", "active", "on-hold", "completed", "cancelled"};
template <>
inline constexpr std::array<std::string_view, 7> kWords<GoalAchievement> = {
    "in-progress", "improving", "worsening", "no-change", "achieved", "not-achieved", "not-attainable"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<ActionDoer> = {"young-person", "mentor", "other"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<AgreementWay> = {"signed", "oral", "digital"};
template <>
inline constexpr std::array<std::string_view, 8> kWords<PlanClosingReason> = {
    "goals-reached",  "replaced", "guided-elsewhere", "no-longer-wanted",
    "out-of-contact", "deceased", "dossier-closed",   "other"};
template <>
inline constexpr std::array<std::string_view, 12> kWords<PlanChangeKind> = {
    "create",       "update-plan", "add-goal",      "update-goal", "add-action", "update-action",
    "change-level", "add-review",  "update-review", "agree",       "activate",   "close"};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_WORDS_H_
