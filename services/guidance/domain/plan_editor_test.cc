#include "services/guidance/domain/plan_editor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const ReviewWeeks kWeeks = {
    {GuidanceLevel::kIntensive, 6}, {GuidanceLevel::kModerate, 8}, {GuidanceLevel::kLight, 12}};

class PlanEditorTest : public ::testing::Test {
 protected:
  PlanEditorTest() {
    plan_.id = runtime::NewUuid(now_);
    plan_.starts_on = today_ - 30;
    plan_.levels = {{.level = GuidanceLevel::kIntensive, .since = plan_.starts_on}};
    plan_.goals = {{.id = runtime::NewUuid(now_), .text = "I want to sleep at night."}};
    plan_.actions = {{.id = runtime::NewUuid(now_), .goal_id = plan_.goals[0].id, .text = "See a doctor."}};
  }

  absl::StatusOr<EditedPlan> Edited(const std::vector<PlanChange>& changes) {
    PlanEditor editor(plan_, now_, kWeeks);
    for (const PlanChange& change : changes) editor.Apply(change);
    return std::move(editor).Result();
  }
  // The changes are made, and the next ones begin from there.
  EditedPlan Make(const std::vector<PlanChange>& changes) {
    absl::StatusOr<EditedPlan> edited = Edited(changes);
    EXPECT_TRUE(edited.ok()) << edited.status();
    if (!edited.ok()) return {};
    plan_ = edited->plan;
    return *edited;
  }
  std::vector<std::string> FaultsOf(const std::vector<PlanChange>& changes) {
    std::vector<std::string> faults;
    for (const auto& fault : runtime::DetailsOf(Edited(changes).status()).fields) {
      faults.push_back(fault.field + " " + fault.rule);
    }
    return faults;
  }
  PlanChange Renamed(const std::string& text) const {
    return {.what = UpdateGoal{.goal_id = plan_.goals[0].id, .text = text}, .path = "goal"};
  }
  void BringToActive() { Make({{.what = Agree{}}, {.what = Activate{}}}); }

  const absl::Time now_ = absl::FromUnixSeconds(1'790'000'000);
  const Day today_ = runtime::TodayIn(now_);
  Plan plan_;
};

TEST_F(PlanEditorTest, EachChangeIsARevisionAndWhatChangesNothingIsNone) {
  EXPECT_EQ(Make({Renamed("I want to sleep.")}).plan.revision, 2);
  EXPECT_EQ(Make({Renamed("I want to sleep.")}).plan.revision, 2);
  const EditedPlan both = Make({Renamed("To sleep."), {.what = UpdatePlan{.summary = "Rest."}}});
  EXPECT_EQ(both.plan.revision, 3);
  EXPECT_THAT(both.kinds, ElementsAre(PlanChangeKind::kUpdateGoal, PlanChangeKind::kUpdatePlan));
}

TEST_F(PlanEditorTest, WhatIsLeftOutStaysAndWhatIsSetToNothingGoes) {
  Make({{.what = UpdateGoal{.goal_id = plan_.goals[0].id, .target_date = std::optional(today_ + 9)}}});
  EXPECT_EQ(Make({Renamed("To sleep.")}).plan.goals[0].target_date, today_ + 9);
  const UpdateGoal cleared{.goal_id = plan_.goals[0].id,
                           .target_date = Setting<Day>(std::in_place, std::nullopt)};
  EXPECT_EQ(Make({{.what = cleared}}).plan.goals[0].target_date, std::nullopt);
  EXPECT_EQ(plan_.goals[0].text, "To sleep.");
}

TEST_F(PlanEditorTest, AgreementIsToWhatThePlanIsAndLapsesWhenThatChanges) {
  EXPECT_TRUE(plan_.AwaitsAgreement());
  const EditedPlan agreed = Make({{.what = Agree{.way = AgreementWay::kSigned}}});
  EXPECT_EQ(agreed.plan.state, PlanState::kAgreed);
  EXPECT_EQ(agreed.plan.goals[0].lifecycle, GoalLifecycle::kAccepted);
  EXPECT_FALSE(agreed.plan.AwaitsAgreement());
  ASSERT_EQ(agreed.events.size(), 1u);
  EXPECT_EQ(agreed.events[0].kind, PlanEvent::Kind::kAgreed);

  // How it goes is nothing to agree to; what is to be done is.
  Make({{.what = UpdateGoal{.goal_id = plan_.goals[0].id,
                            .lifecycle = GoalLifecycle::kActive,
                            .achievement = GoalAchievement::kImproving}},
        {.what = UpdateAction{.action_id = plan_.actions[0].id, .done_on = std::optional(today_)}}});
  EXPECT_FALSE(plan_.AwaitsAgreement());
  Make({Renamed("To sleep.")});
  EXPECT_TRUE(plan_.AwaitsAgreement());
  EXPECT_EQ(plan_.state, PlanState::kAgreed);
  EXPECT_EQ(plan_.agreement->revision, 2);
  EXPECT_EQ(plan_.content_revision, 4);
  EXPECT_EQ(Edited({{.what = Activate{}}}).status().code(), absl::StatusCode::kFailedPrecondition);
  Make({{.what = Agree{}}});
  EXPECT_FALSE(plan_.AwaitsAgreement());
}

TEST_F(PlanEditorTest, AnAgreementIsToThePlanAsItsRequestLeavesIt) {
  Make({{.what = Agree{}}, Renamed("To sleep."), {.what = Activate{}}});
  EXPECT_EQ(plan_.state, PlanState::kActive);
  EXPECT_FALSE(plan_.AwaitsAgreement());
  EXPECT_EQ(Edited({Renamed("To dream."), {.what = Activate{}}}).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(PlanEditorTest, NobodyAgreesToAPlanWithoutAGoal) {
  Make({{.what = UpdateGoal{.goal_id = plan_.goals[0].id, .lifecycle = GoalLifecycle::kCancelled}}});
  const absl::Status refused = Edited({{.what = Agree{}}}).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(runtime::DetailsOf(refused).rules,
              ElementsAre(runtime::RuleBreach{"goals", "0", "at least 1"}));
}

TEST_F(PlanEditorTest, ReviewsArePlannedAsOftenAsTheLevelAsksFor) {
  BringToActive();
  EXPECT_EQ(plan_.next_review_on, today_ + 6 * 7);
  const EditedPlan lighter =
      Make({{.what = ChangeLevel{.level = GuidanceLevel::kLight, .reason = "Going well."}}});
  EXPECT_EQ(plan_.next_review_on, today_ + 12 * 7);
  ASSERT_EQ(lighter.events.size(), 1u);
  EXPECT_EQ(lighter.events[0].kind, PlanEvent::Kind::kLevelChanged);
  EXPECT_EQ(lighter.events[0].level, GuidanceLevel::kLight);
  Make({{.what = AddReview{.outcome = "Going on."}}});
  EXPECT_EQ(plan_.reviews[0].planned_on, today_ + 12 * 7);
  EXPECT_EQ(plan_.reviews[0].held_on, today_);
  Make({{.what = ChangeLevel{.level = GuidanceLevel::kNone, .reason = "Done."}}});
  EXPECT_EQ(plan_.next_review_on, std::nullopt);
  EXPECT_EQ(plan_.levels.size(), 3u);
}

TEST_F(PlanEditorTest, ALevelOfADraftIsNobodysYet) {
  EXPECT_THAT(Make({{.what = ChangeLevel{.level = GuidanceLevel::kLight, .reason = "After all."}}}).events,
              IsEmpty());
  EXPECT_EQ(plan_.next_review_on, std::nullopt);
}

TEST_F(PlanEditorTest, DaysAreNeitherInTheFutureNorBeforeWhatTheyFollow) {
  EXPECT_THAT(FaultsOf({{.what = Agree{.agreed_on = today_ + 1}}}), ElementsAre("agreedOn not-future"));
  Make({{.what = Agree{.agreed_on = today_ - 3}}});
  EXPECT_THAT(FaultsOf({{.what = Agree{.agreed_on = today_ - 4}}}), ElementsAre("agreedOn order"));
  EXPECT_THAT(FaultsOf({{.what = Activate{.since = plan_.starts_on - 1}}}), ElementsAre("since order"));
  Make({{.what = Activate{.since = today_ - 2}}});
  EXPECT_THAT(FaultsOf({{.what = AddReview{.held_on = today_ - 3}}}), ElementsAre("heldOn order"));
  EXPECT_THAT(FaultsOf({{.what = Close{.closed_on = today_ + 1}}}), ElementsAre("closedOn not-future"));
  EXPECT_THAT(FaultsOf({{.what = ChangeLevel{.level = GuidanceLevel::kLight, .since = plan_.starts_on - 1}}}),
              ElementsAre("since order"));
  EXPECT_THAT(FaultsOf({{.what = UpdatePlan{.starts_on = today_}, .path = "plan"}}),
              ElementsAre("plan.startsOn draft"));
}

TEST_F(PlanEditorTest, EveryFaultOfSeveralChangesIsNamedByItsPlace) {
  const UpdateGoal unknown{.goal_id = runtime::NewUuid(now_), .text = "Nobody's."};
  const UpdateGoal completed{.goal_id = plan_.goals[0].id, .lifecycle = GoalLifecycle::kCompleted};
  const AddAction dangling{.action = {.text = "For what?"}, .goal_change = 3};
  const std::vector<PlanChange> changes = {
      {.what = unknown, .path = "changes[0].updateGoal", .one_of_many = true},
      {.what = completed, .path = "changes[1].updateGoal", .one_of_many = true},
      {.what = AddReview{}, .path = "changes[2].addReview", .one_of_many = true},
      {.what = dangling, .path = "changes[3].addAction", .one_of_many = true}};
  EXPECT_EQ(Edited(changes).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(FaultsOf(changes),
              ElementsAre("changes[0].updateGoal.goalId exists", "changes[1].updateGoal.lifecycle transition",
                          "changes[1].updateGoal.achievement final", "changes[3].addAction.goalChange exists",
                          "changes[2].addReview state"));
  const absl::Status refused = Edited({changes[2]}).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(runtime::DetailsOf(refused).current_state, "draft");
  EXPECT_THAT(FaultsOf({changes[2]}), ElementsAre("changes[2].addReview state"));
}

TEST_F(PlanEditorTest, AnActionBelongsToAGoalThatIsAddedBesideIt) {
  const EditedPlan edited =
      Make({{.what = AddGoal{{.text = "I want a job."}}, .path = "changes[0].addGoal"},
            {.what = AddAction{.action = {.text = "Write a letter."}, .goal_change = 0}}});
  ASSERT_EQ(edited.plan.actions.size(), 2u);
  EXPECT_EQ(edited.plan.actions[1].goal_id, edited.plan.goals[1].id);
}

TEST_F(PlanEditorTest, WhatASingleChangeNamesByItsAddressIsNotFound) {
  EXPECT_EQ(Edited({{.what = UpdateGoal{.goal_id = runtime::NewUuid(now_)}}}).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(Edited({{.what = UpdateAction{.action_id = runtime::NewUuid(now_)}}}).status().code(),
            absl::StatusCode::kNotFound);
}

TEST_F(PlanEditorTest, NothingIsDoneToAClosedPlan) {
  BringToActive();
  Make({{.what = Close{.reason = PlanClosingReason::kGoalsReached}}});
  EXPECT_EQ(plan_.state, PlanState::kClosed);
  EXPECT_EQ(plan_.next_review_on, std::nullopt);
  for (const PlanChange::What& what : std::vector<PlanChange::What>{
           UpdatePlan{.summary = "More."}, AddGoal{}, UpdateGoal{}, AddAction{}, UpdateAction{},
           ChangeLevel{}, AddReview{}, UpdateReview{}, Agree{}, Activate{}, Close{}}) {
    EXPECT_EQ(Edited({{.what = what}}).status().code(), absl::StatusCode::kFailedPrecondition);
  }
}

TEST_F(PlanEditorTest, AnActionThatIsDoneIsNotCalledOff) {
  const UpdateAction change{
      .action_id = plan_.actions[0].id, .done_on = std::optional(today_ + 1), .cancelled = true};
  EXPECT_THAT(FaultsOf({{.what = change, .path = "action"}}),
              ElementsAre("action.doneOn not-future", "action.cancelled done"));
}

TEST_F(PlanEditorTest, APlanHasRoomForSoManyGoals) {
  plan_.goals.resize(kMostGoals, plan_.goals[0]);
  EXPECT_THAT(FaultsOf({{.what = AddGoal{}, .path = "goal"}}), ElementsAre("goal max-items"));
}

}  // namespace
}  // namespace boulevard::guidance::domain
