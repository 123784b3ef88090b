#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/guidance/api/convert_plan_parts.h"
#include "services/guidance/api/convert_plans.h"
#include "services/runtime/status/errors.h"

// What several changes at once do to a plan.
namespace boulevard::guidance::api {
namespace {

using domain::PlanChange;
using domain::Setting;
using runtime::IdFrom;
using runtime::OptionalDayFrom;
using runtime::OptionalIdFrom;

// Reads one of several changes.
class PlanChangeReader {
 public:
  PlanChangeReader(std::string path, std::vector<runtime::FieldViolation>& faults)
      : path_(std::move(path)), faults_(faults) {}

  PlanChange::What Read(const v1::PlanChange& change);

 private:
  PlanChange::What Read(const v1::PlanUpdate& message);
  PlanChange::What Read(const v1::GoalUpdate& message);
  PlanChange::What Read(const v1::ActionUpdate& message);

  // Of a field that may be absent: set, cleared, or left as it is.
  template <typename T>
  Setting<T> SettingOf(const char* field, const std::optional<T>& value, bool cleared) {
    if (value && cleared) {
      faults_.push_back({absl::StrCat(path_, ".", field), "set-or-clear", "must not be set and cleared"});
    }
    if (cleared) return Setting<T>(std::in_place, std::nullopt);
    return value ? Setting<T>(value) : std::nullopt;
  }

  const std::string path_;
  std::vector<runtime::FieldViolation>& faults_;
};

PlanChange::What PlanChangeReader::Read(const v1::PlanChange& change) {
  switch (change.change_case()) {
    case v1::PlanChange::kUpdatePlan:
      return Read(change.update_plan());
    case v1::PlanChange::kAddGoal:
      return domain::AddGoal{GoalFrom(change.add_goal())};
    case v1::PlanChange::kUpdateGoal:
      return Read(change.update_goal());
    case v1::PlanChange::kAddAction:
      return domain::AddAction{.action = ActionFrom(change.add_action()),
                               .goal_change = change.add_action().has_goal_change()
                                                  ? std::optional<int>(change.add_action().goal_change())
                                                  : std::nullopt};
    case v1::PlanChange::kUpdateAction:
      return Read(change.update_action());
    case v1::PlanChange::kChangeLevel:
      return LevelFrom(change.change_level());
    case v1::PlanChange::kAddReview:
      return ReviewFrom(change.add_review());
    case v1::PlanChange::kUpdateReview: {
      const v1::ReviewUpdate& review = change.update_review();
      return domain::UpdateReview{
          .review_id = IdFrom(review.review_id()),
          .held_on = OptionalDayFrom(review.held_on()),
          .outcome = review.has_outcome() ? std::optional(review.outcome()) : std::nullopt};
    }
    case v1::PlanChange::kAgree:
      return AgreeFrom(change.agree());
    case v1::PlanChange::kActivate:
      return domain::Activate{OptionalDayFrom(change.activate().since())};
    case v1::PlanChange::kClose:
      return CloseFrom(change.close());
    case v1::PlanChange::CHANGE_NOT_SET:
      faults_.push_back({path_, "required", "must be one of the changes that there are"});
  }
  return {};
}

PlanChange::What PlanChangeReader::Read(const v1::PlanUpdate& message) {
  return domain::UpdatePlan{
      .starts_on = OptionalDayFrom(message.starts_on()),
      .summary = message.has_summary() ? std::optional(message.summary()) : std::nullopt,
      .next_review_on =
          SettingOf("nextReviewOn", OptionalDayFrom(message.next_review_on()), message.clear_next_review())};
}

PlanChange::What PlanChangeReader::Read(const v1::GoalUpdate& message) {
  return domain::UpdateGoal{
      .goal_id = IdFrom(message.goal_id()),
      .domain = OptionalEnumFrom<domain::LifeDomain>(message.domain()),
      .text = message.has_text() ? std::optional(message.text()) : std::nullopt,
      .lifecycle = OptionalEnumFrom<domain::GoalLifecycle>(message.lifecycle()),
      .achievement = OptionalEnumFrom<domain::GoalAchievement>(message.achievement()),
      .target_date = SettingOf("targetDate", OptionalDayFrom(message.target_date()), message.clear_target())};
}

PlanChange::What PlanChangeReader::Read(const v1::ActionUpdate& message) {
  return domain::UpdateAction{
      .action_id = IdFrom(message.action_id()),
      .goal_id = SettingOf("goalId", OptionalIdFrom(message.goal_id()), message.clear_goal()),
      .doer = OptionalEnumFrom<domain::ActionDoer>(message.doer()),
      .text = message.has_text() ? std::optional(message.text()) : std::nullopt,
      .due_on = SettingOf("dueOn", OptionalDayFrom(message.due_on()), message.clear_due()),
      .done_on = SettingOf("doneOn", OptionalDayFrom(message.done_on()), message.clear_done()),
      .cancelled = message.has_cancelled() ? std::optional(message.cancelled()) : std::nullopt};
}

// "changes[2].updateGoal".
std::string PathOfChange(const v1::PlanChange& change, int index) {
  const auto& oneof = *v1::PlanChange::descriptor()->oneof_decl(0);
  const auto* field = v1::PlanChange::GetReflection()->GetOneofFieldDescriptor(change, &oneof);
  return absl::StrCat("changes[", index, "]", field == nullptr ? "" : "." + field->json_name());
}

}  // namespace

absl::StatusOr<std::vector<PlanChange>> ChangesFrom(const v1::ChangePlanRequest& request) {
  std::vector<runtime::FieldViolation> faults;
  std::vector<PlanChange> changes;
  for (int i = 0; i < request.changes_size(); ++i) {
    const std::string path = PathOfChange(request.changes(i), i);
    PlanChange::What what = PlanChangeReader(path, faults).Read(request.changes(i));
    changes.push_back({.what = std::move(what), .path = path, .one_of_many = true});
  }
  if (!faults.empty()) return runtime::InvalidFields(std::move(faults));
  return changes;
}

}  // namespace boulevard::guidance::api
