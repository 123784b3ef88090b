#include "services/guidance/domain/plan_state.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "services/runtime/status/errors.h"

namespace boulevard::guidance::domain {
namespace {

struct PlanTransition {
  std::string_view step;
  PlanState from;
  PlanState to;
};

// A plan that was changed is agreed to anew where it is.
constexpr std::array kPlanSteps = {
    PlanTransition{kEditStep, PlanState::kDraft, PlanState::kDraft},
    PlanTransition{kEditStep, PlanState::kAgreed, PlanState::kAgreed},
    PlanTransition{kEditStep, PlanState::kActive, PlanState::kActive},
    PlanTransition{kAgreeStep, PlanState::kDraft, PlanState::kAgreed},
    PlanTransition{kAgreeStep, PlanState::kAgreed, PlanState::kAgreed},
    PlanTransition{kAgreeStep, PlanState::kActive, PlanState::kActive},
    PlanTransition{kActivateStep, PlanState::kAgreed, PlanState::kActive},
    PlanTransition{kReviewStep, PlanState::kActive, PlanState::kActive},
    PlanTransition{kCloseStep, PlanState::kDraft, PlanState::kClosed},
    PlanTransition{kCloseStep, PlanState::kAgreed, PlanState::kClosed},
    PlanTransition{kCloseStep, PlanState::kActive, PlanState::kClosed},
};

struct GoalTransition {
  GoalLifecycle from;
  GoalLifecycle to;

  friend bool operator==(const GoalTransition&, const GoalTransition&) = default;
};

constexpr std::array kGoalSteps = {
    GoalTransition{GoalLifecycle::kProposed, GoalLifecycle::kAccepted},
    GoalTransition{GoalLifecycle::kProposed, GoalLifecycle::kActive},
    GoalTransition{GoalLifecycle::kProposed, GoalLifecycle::kCancelled},
    GoalTransition{GoalLifecycle::kAccepted, GoalLifecycle::kActive},
    GoalTransition{GoalLifecycle::kAccepted, GoalLifecycle::kOnHold},
    GoalTransition{GoalLifecycle::kAccepted, GoalLifecycle::kCompleted},
    GoalTransition{GoalLifecycle::kAccepted, GoalLifecycle::kCancelled},
    GoalTransition{GoalLifecycle::kActive, GoalLifecycle::kOnHold},
    GoalTransition{GoalLifecycle::kActive, GoalLifecycle::kCompleted},
    GoalTransition{GoalLifecycle::kActive, GoalLifecycle::kCancelled},
    GoalTransition{GoalLifecycle::kOnHold, GoalLifecycle::kActive},
    GoalTransition{GoalLifecycle::kOnHold, GoalLifecycle::kCompleted},
    GoalTransition{GoalLifecycle::kOnHold, GoalLifecycle::kCancelled},
    GoalTransition{GoalLifecycle::kCompleted, GoalLifecycle::kActive},
    GoalTransition{GoalLifecycle::kCancelled, GoalLifecycle::kProposed},
    GoalTransition{GoalLifecycle::kCancelled, GoalLifecycle::kActive},
};

}  // namespace

absl::StatusOr<PlanState> AfterPlanStep(std::string_view step, PlanState current) {
  std::vector<std::string> allowed;
  for (const PlanTransition& transition : kPlanSteps) {
    if (transition.from != current) continue;
    if (transition.step == step) return transition.to;
    allowed.emplace_back(transition.step);
  }
  return runtime::WrongState("plan", step, Word(current), std::move(allowed));
}

bool MayFollow(GoalLifecycle from, GoalLifecycle to) {
  return from == to || std::ranges::find(kGoalSteps, GoalTransition{from, to}) != kGoalSteps.end();
}

bool IsFinal(GoalAchievement achievement) {
  return achievement == GoalAchievement::kAchieved || achievement == GoalAchievement::kNotAchieved ||
         achievement == GoalAchievement::kNotAttainable;
}

}  // namespace boulevard::guidance::domain
