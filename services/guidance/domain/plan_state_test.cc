#include "services/guidance/domain/plan_state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/runtime/status/errors.h"

// The whole of both state machines: every step in every state.
namespace boulevard::guidance::domain {
namespace {

using ::testing::ElementsAreArray;

TEST(PlanStateTest, StepsLeadWhereTheyShouldAndNoOthersAreAllowed) {
  const std::map<PlanState, std::map<std::string_view, PlanState>> machine = {
      {PlanState::kDraft,
       {{kEditStep, PlanState::kDraft}, {kAgreeStep, PlanState::kAgreed}, {kCloseStep, PlanState::kClosed}}},
      {PlanState::kAgreed,
       {{kEditStep, PlanState::kAgreed},
        {kAgreeStep, PlanState::kAgreed},
        {kActivateStep, PlanState::kActive},
        {kCloseStep, PlanState::kClosed}}},
      {PlanState::kActive,
       {{kEditStep, PlanState::kActive},
        {kAgreeStep, PlanState::kActive},
        {kReviewStep, PlanState::kActive},
        {kCloseStep, PlanState::kClosed}}},
      {PlanState::kClosed, {}}};
  for (const auto& [state, steps] : machine) {
    std::set<std::string> allowed;
    for (const auto& [step, after] : steps) allowed.emplace(step);
    for (const std::string_view step : {kEditStep, kAgreeStep, kActivateStep, kReviewStep, kCloseStep}) {
      SCOPED_TRACE(std::string(Word(state)) + ": " + std::string(step));
      const absl::StatusOr<PlanState> after = AfterPlanStep(step, state);
      if (steps.contains(step)) {
        EXPECT_EQ(after.value(), steps.at(step));
        continue;
      }
      ASSERT_EQ(after.status().code(), absl::StatusCode::kFailedPrecondition);
      const runtime::ErrorDetails details = runtime::DetailsOf(after.status());
      EXPECT_EQ(details.current_state, Word(state));
      EXPECT_EQ(std::set(details.allowed_steps.begin(), details.allowed_steps.end()), allowed);
    }
  }
}

TEST(PlanStateTest, GoalsGoForwardAndWhatEndedIsTakenUpAgain) {
  using enum GoalLifecycle;
  const std::map<GoalLifecycle, std::vector<GoalLifecycle>> machine = {
      {kProposed, {kProposed, kAccepted, kActive, kCancelled}},
      {kAccepted, {kAccepted, kActive, kOnHold, kCompleted, kCancelled}},
      {kActive, {kActive, kOnHold, kCompleted, kCancelled}},
      {kOnHold, {kActive, kOnHold, kCompleted, kCancelled}},
      {kCompleted, {kActive, kCompleted}},
      {kCancelled, {kProposed, kActive, kCancelled}}};
  for (const auto& [from, after] : machine) {
    std::vector<GoalLifecycle> may;
    for (size_t number = 1; number <= kWords<GoalLifecycle>.size(); ++number) {
      const auto to = static_cast<GoalLifecycle>(number);
      if (MayFollow(from, to)) may.push_back(to);
    }
    EXPECT_THAT(may, ElementsAreArray(after)) << Word(from);
  }
}

}  // namespace
}  // namespace boulevard::guidance::domain
