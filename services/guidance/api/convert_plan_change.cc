#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/guidance/api/convert_plan_parts.h"
#include "services/guidance/api/convert_plans.h"

// What makes a plan, and what single methods do to one.
namespace boulevard::guidance::api {
namespace {

using domain::PlanChange;
using runtime::IdFrom;
using runtime::OptionalDayFrom;

// Of a partial update: the value of a field when the mask names it.
class MaskedFields {
 public:
  explicit MaskedFields(const google::protobuf::FieldMask& mask) : mask_(mask) {}

  bool Names(std::string_view field) const { return std::ranges::count(mask_.paths(), field) > 0; }
  template <typename T>
  std::optional<T> Value(std::string_view field, T value) const {
    return Names(field) ? std::optional<T>(std::in_place, std::move(value)) : std::nullopt;
  }

 private:
  const google::protobuf::FieldMask& mask_;
};

}  // namespace

domain::Plan DraftFrom(const v1::Plan& message) {
  domain::Plan draft;
  draft.young_person_id = IdFrom(message.young_person_id());
  draft.starts_on = runtime::DayFrom(message.starts_on());
  draft.summary = message.summary();
  draft.levels = {{.level = EnumFrom<domain::GuidanceLevel>(message.level()), .since = draft.starts_on}};
  draft.next_review_on = OptionalDayFrom(message.next_review_on());
  return draft;
}

std::vector<PlanChange> PartsFrom(const v1::Plan& message) {
  std::vector<PlanChange> parts;
  for (int i = 0; i < message.goals_size(); ++i) {
    parts.push_back(
        {.what = domain::AddGoal{GoalFrom(message.goals(i))}, .path = absl::StrCat("plan.goals[", i, "]")});
  }
  for (int i = 0; i < message.actions_size(); ++i) {
    parts.push_back({.what = domain::AddAction{.action = ActionFrom(message.actions(i))},
                     .path = absl::StrCat("plan.actions[", i, "]")});
  }
  return parts;
}

PlanChange ChangeFrom(const v1::UpdatePlanRequest& request) {
  const v1::Plan& plan = request.plan();
  const MaskedFields masked(request.update_mask());
  return {
      .what = domain::UpdatePlan{.starts_on = masked.Value("starts_on", runtime::DayFrom(plan.starts_on())),
                                 .summary = masked.Value("summary", plan.summary()),
                                 .next_review_on =
                                     masked.Value("next_review_on", OptionalDayFrom(plan.next_review_on()))},
      .path = "plan"};
}

PlanChange ChangeFrom(const v1::AgreeToPlanRequest& request) {
  return {.what = AgreeFrom(request)};
}

PlanChange ChangeFrom(const v1::ActivatePlanRequest& request) {
  return {.what = domain::Activate{OptionalDayFrom(request.since())}};
}

PlanChange ChangeFrom(const v1::AddLevelChangeRequest& request) {
  return {.what = LevelFrom(request.level_change()), .path = "levelChange"};
}

PlanChange ChangeFrom(const v1::AddReviewRequest& request) {
  return {.what = ReviewFrom(request.review()), .path = "review"};
}

PlanChange ChangeFrom(const v1::UpdateReviewRequest& request) {
  const MaskedFields masked(request.update_mask());
  const v1::Review& review = request.review();
  return {.what = domain::UpdateReview{.review_id = IdFrom(request.review_id()),
                                       .held_on = masked.Value("held_on", runtime::DayFrom(review.held_on())),
                                       .outcome = masked.Value("outcome", review.outcome())},
          .path = "review"};
}

PlanChange ChangeFrom(const v1::ClosePlanRequest& request) {
  return {.what = CloseFrom(request)};
}

PlanChange ChangeFrom(const v1::AddGoalRequest& request) {
  return {.what = domain::AddGoal{GoalFrom(request.goal())}, .path = "goal"};
}

// A field that is set to null is what it is in a new goal.
PlanChange ChangeFrom(const v1::UpdateGoalRequest& request) {
  const domain::Goal goal = GoalFrom(request.goal());
  const MaskedFields masked(request.update_mask());
  return {.what = domain::UpdateGoal{.goal_id = IdFrom(request.goal_id()),
                                     .domain = masked.Value("domain", goal.domain),
                                     .text = masked.Value("text", goal.text),
                                     .lifecycle = masked.Value("lifecycle", goal.lifecycle),
                                     .achievement = masked.Value("achievement", goal.achievement),
                                     .target_date = masked.Value("target_date", goal.target_date)},
          .path = "goal"};
}

PlanChange ChangeFrom(const v1::AddActionRequest& request) {
  return {.what = domain::AddAction{.action = ActionFrom(request.action())}, .path = "action"};
}

PlanChange ChangeFrom(const v1::UpdateActionRequest& request) {
  const domain::Action action = ActionFrom(request.action());
  const MaskedFields masked(request.update_mask());
  return {.what = domain::UpdateAction{.action_id = IdFrom(request.action_id()),
                                       .goal_id = masked.Value("goal_id", action.goal_id),
                                       .doer = masked.Value("doer", action.doer),
                                       .text = masked.Value("text", action.text),
                                       .due_on = masked.Value("due_on", action.due_on),
                                       .done_on = masked.Value("done_on", action.done_on),
                                       .cancelled = masked.Value("cancelled", request.action().cancelled())},
          .path = "action"};
}

}  // namespace boulevard::guidance::api
