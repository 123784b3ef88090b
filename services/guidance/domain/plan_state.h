#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_STATE_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_STATE_H_

#include <string_view>

#include "absl/status/statusor.h"
#include "services/guidance/domain/plan_words.h"

namespace boulevard::guidance::domain {

// The steps of a plan, as refusals name them.
inline constexpr std::string_view kEditStep = "change";  // of what is in it
inline constexpr std::string_view kAgreeStep = "agree";
inline constexpr std::string_view kActivateStep = "activate";
inline constexpr std::string_view kReviewStep = "review";
inline constexpr std::string_view kCloseStep = "close";

// The state that `step` leads to; FAILED_PRECONDITION naming the steps that are allowed when it is not one of
// them.
absl::StatusOr<PlanState> AfterPlanStep(std::string_view step, PlanState current);

// Whether a goal may go from the one to the other. A goal that was completed or cancelled by mistake is taken
// up again.
bool MayFollow(GoalLifecycle from, GoalLifecycle to);
// Whether it says how a goal ended.
bool IsFinal(GoalAchievement achievement);

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_STATE_H_
