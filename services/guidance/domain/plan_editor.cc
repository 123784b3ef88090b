#include "services/guidance/domain/plan_editor.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "services/guidance/domain/plan_state.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {
namespace {

using runtime::AbslView;

constexpr std::string_view kNotInPlan = "refers to nothing that is in the plan";

bool IsCancelled(const Goal& goal) {
  return goal.lifecycle == GoalLifecycle::kCancelled;
}

// What of a part the young person agrees to. How it goes with it is another matter.
auto AgreedPart(const Goal& goal) {
  return std::tuple(goal.id, goal.domain, std::string_view(goal.text), goal.target_date, IsCancelled(goal));
}

auto AgreedPart(const Action& action) {
  return std::tuple(action.id, action.goal_id, action.doer, std::string_view(action.text), action.due_on,
                    action.cancelled);
}

template <typename T>
bool SameAgreedParts(const std::vector<T>& a, const std::vector<T>& b) {
  return std::ranges::equal(
      a, b, [](const T& left, const T& right) { return AgreedPart(left) == AgreedPart(right); });
}

bool SameAgreedContent(const Plan& a, const Plan& b) {
  return a.starts_on == b.starts_on && a.summary == b.summary && a.level() == b.level() &&
         SameAgreedParts(a.goals, b.goals) && SameAgreedParts(a.actions, b.actions);
}

template <typename T>
void Assign(const std::optional<T>& value, T& target) {
  if (value) target = *value;
}

}  // namespace

bool PlansReviews(std::span<const PlanChange> changes) {
  return std::ranges::any_of(changes, [](const PlanChange& change) {
    return std::holds_alternative<ChangeLevel>(change.what) ||
           std::holds_alternative<Activate>(change.what) || std::holds_alternative<AddReview>(change.what) ||
           std::holds_alternative<UpdateReview>(change.what);
  });
}

PlanEditor::PlanEditor(Plan plan, absl::Time now, const ReviewWeeks& weeks)
    : before_(std::move(plan)), plan_(before_), now_(now), today_(runtime::TodayIn(now)), weeks_(weeks) {
  ++plan_.revision;
}

void PlanEditor::Apply(const PlanChange& change) {
  change_ = &change;
  goals_by_change_.emplace_back();
  if (!std::ranges::count(kinds_, change.kind())) kinds_.push_back(change.kind());
  std::visit([this](const auto& what) { Do(what); }, change.what);
}

absl::StatusOr<EditedPlan> PlanEditor::Result() && {
  if (!faults_.empty()) {
    for (auto& refused : runtime::DetailsOf(refusal_).fields) faults_.push_back(std::move(refused));
    return runtime::InvalidFields(std::move(faults_));
  }
  if (!refusal_.ok()) return std::move(refusal_);
  if (!SameAgreedContent(before_, plan_)) plan_.content_revision = plan_.revision;
  --plan_.revision;
  if (plan_ != before_) ++plan_.revision;
  return EditedPlan{std::move(plan_), std::move(kinds_), std::move(events_)};
}

void PlanEditor::Do(const UpdatePlan& change) {
  if (!Step(kEditStep)) return;
  if (change.starts_on && *change.starts_on != plan_.starts_on) {
    if (plan_.state != PlanState::kDraft) Fault("startsOn", "draft", "can be changed while it is a draft");
    if (plan_.levels.size() > 1 && *change.starts_on > plan_.levels[1].since) {
      Fault("startsOn", "order", "must not be after a change of level");
    }
    plan_.starts_on = plan_.levels.front().since = *change.starts_on;
  }
  Assign(change.summary, plan_.summary);
  Assign(change.next_review_on, plan_.next_review_on);
}

void PlanEditor::Do(const AddGoal& change) {
  if (!Step(kEditStep)) return;
  if (plan_.goals.size() >= kMostGoals) {
    return Fault("", "max-items", absl::StrCat("a plan has at most ", kMostGoals, " goals"));
  }
  Goal& goal = plan_.goals.emplace_back(change.goal);
  goal.id = runtime::NewUuid(now_);
  goals_by_change_.back() = goal.id;
  if (goal.lifecycle > GoalLifecycle::kActive) {
    Fault("lifecycle", "transition", "of a new goal is proposed, accepted or active");
  }
}

void PlanEditor::Do(const UpdateGoal& change) {
  if (!Step(kEditStep)) return;
  Goal* const goal = Find(plan_.goals, change.goal_id, "goalId", "goal");
  if (goal == nullptr) return;
  const Goal before = *goal;
  Assign(change.domain, goal->domain);
  Assign(change.text, goal->text);
  Assign(change.lifecycle, goal->lifecycle);
  Assign(change.achievement, goal->achievement);
  Assign(change.target_date, goal->target_date);
  CheckLifecycle(before, *goal);
}

void PlanEditor::Do(const AddAction& change) {
  if (!Step(kEditStep)) return;
  if (plan_.actions.size() >= kMostActions) {
    return Fault("", "max-items", absl::StrCat("a plan has at most ", kMostActions, " actions"));
  }
  Action action = change.action;
  action.id = runtime::NewUuid(now_);
  if (change.goal_change) {
    const auto index = static_cast<size_t>(*change.goal_change);
    const bool adds_goal = index < goals_by_change_.size() && goals_by_change_[index].has_value();
    if (!adds_goal || action.goal_id) {
      return Fault("goalChange", "exists",
                   "must be an earlier change that adds a goal, and no goalId with it");
    }
    action.goal_id = goals_by_change_[index];
  }
  CheckAction(action);
  plan_.actions.push_back(std::move(action));
}

void PlanEditor::Do(const UpdateAction& change) {
  if (!Step(kEditStep)) return;
  Action* const action = Find(plan_.actions, change.action_id, "actionId", "action");
  if (action == nullptr) return;
  Assign(change.goal_id, action->goal_id);
  Assign(change.doer, action->doer);
  Assign(change.text, action->text);
  Assign(change.due_on, action->due_on);
  Assign(change.done_on, action->done_on);
  Assign(change.cancelled, action->cancelled);
  CheckAction(*action);
}

void PlanEditor::Do(const ChangeLevel& change) {
  if (!Step(kEditStep)) return;
  const Day last = plan_.levels.back().since;
  const Day since = change.since.value_or(std::max(last, today_));
  if (since < last || since > std::max(last, today_)) {
    return Fault("since", "order", "must be from the day of the last level until today");
  }
  if (change.level == plan_.level()) return Fault("level", "other", "is the level already");
  plan_.levels.push_back({.level = change.level, .since = since, .reason = change.reason});
  if (plan_.state == PlanState::kActive) PlanReview(since);
  if (plan_.state != PlanState::kDraft) {
    events_.push_back({.kind = PlanEvent::Kind::kLevelChanged, .level = change.level, .on = since});
  }
}

void PlanEditor::Do(const AddReview& change) {
  if (!Step(kReviewStep)) return;
  const Day held_on = change.held_on.value_or(today_);
  if (!CheckDay("heldOn", held_on, plan_.active_since)) return;
  const bool is_last =
      std::ranges::all_of(plan_.reviews, [&](const Review& review) { return review.held_on <= held_on; });
  plan_.reviews.push_back({.id = runtime::NewUuid(now_), .held_on = held_on, .outcome = change.outcome});
  if (!is_last) return;
  plan_.reviews.back().planned_on = plan_.next_review_on;
  PlanReview(held_on);
}

void PlanEditor::Do(const UpdateReview& change) {
  if (!Step(kEditStep)) return;
  Review* const review = Find(plan_.reviews, change.review_id, "reviewId", "review");
  if (review == nullptr) return;
  Assign(change.outcome, review->outcome);
  if (!change.held_on || *change.held_on == review->held_on) return;
  if (!CheckDay("heldOn", *change.held_on, plan_.active_since)) return;
  review->held_on = *change.held_on;
  PlanReview(std::ranges::max(plan_.reviews, {}, &Review::held_on).held_on);
}

void PlanEditor::Do(const Agree& change) {
  if (!Step(kAgreeStep)) return;
  const Day agreed_on = change.agreed_on.value_or(today_);
  const auto before = plan_.agreement ? std::optional(plan_.agreement->agreed_on) : std::nullopt;
  if (!CheckDay("agreedOn", agreed_on, before)) return;
  if (std::ranges::all_of(plan_.goals, IsCancelled)) {
    return Refuse(runtime::RulesBroken({{"goals", "0", "at least 1"}}));
  }
  for (Goal& goal : plan_.goals) {
    if (goal.lifecycle == GoalLifecycle::kProposed) goal.lifecycle = GoalLifecycle::kAccepted;
  }
  plan_.agreement = {.agreed_on = agreed_on, .way = change.way, .revision = plan_.revision};
  events_.push_back({.kind = PlanEvent::Kind::kAgreed, .level = plan_.level(), .on = agreed_on});
}

void PlanEditor::Do(const Activate& change) {
  if (!Step(kActivateStep)) return;
  const bool agreed_here = plan_.agreement->revision == plan_.revision;
  if (!agreed_here && (plan_.AwaitsAgreement() || !SameAgreedContent(before_, plan_))) {
    return Refuse(runtime::RulesBroken({{"agreement", "to an earlier version", "to what the plan is now"}}));
  }
  const Day since = change.since.value_or(today_);
  if (!CheckDay("since", since, plan_.starts_on)) return;
  plan_.active_since = since;
  if (!plan_.next_review_on) PlanReview(since);
}

void PlanEditor::Do(const Close& change) {
  if (!Step(kCloseStep)) return;
  const Day closed_on = change.closed_on.value_or(today_);
  if (!CheckDay("closedOn", closed_on, plan_.active_since)) return;
  plan_.closure = {.closed_on = closed_on, .reason = change.reason, .note = change.note};
  plan_.next_review_on.reset();
}

bool PlanEditor::Step(std::string_view step) {
  const absl::StatusOr<PlanState> after = AfterPlanStep(step, plan_.state);
  if (after.ok()) {
    plan_.state = *after;
  } else {
    Refuse(after.status());
  }
  return after.ok();
}

void PlanEditor::Refuse(const absl::Status& status) {
  if (refusal_.ok()) refusal_ = status;
  if (!change_->one_of_many) return;
  runtime::ErrorDetails details = runtime::DetailsOf(refusal_);
  details.fields.push_back({change_->path, "state", std::string(status.message())});
  refusal_ = runtime::WithDetails(refusal_, details);
}

void PlanEditor::Fault(std::string_view field, std::string_view rule, std::string_view description) {
  const bool both = !change_->path.empty() && !field.empty();
  faults_.push_back({absl::StrCat(change_->path, both ? "." : "", AbslView(field)), std::string(rule),
                     std::string(description)});
}

bool PlanEditor::CheckDay(std::string_view field, Day day, std::optional<Day> earliest) {
  if (day > today_) {
    Fault(field, "not-future", "must not be in the future");
    return false;
  }
  if (earliest && day < *earliest) {
    Fault(field, "order", absl::StrCat("must not be before ", absl::FormatCivilTime(*earliest)));
    return false;
  }
  return true;
}

template <typename T>
T* PlanEditor::Find(std::vector<T>& parts, const Uuid& id, std::string_view field,
                    std::string_view resource) {
  const auto found = std::ranges::find(parts, id, &T::id);
  if (found != parts.end()) return &*found;
  if (change_->one_of_many) {
    Fault(field, "exists", kNotInPlan);
  } else {
    Refuse(runtime::NoSuch(resource, id.ToString()));
  }
  return nullptr;
}

void PlanEditor::CheckGoalOf(const std::optional<Uuid>& goal_id) {
  if (!goal_id || std::ranges::find(plan_.goals, *goal_id, &Goal::id) != plan_.goals.end()) return;
  Fault("goalId", "exists", kNotInPlan);
}

void PlanEditor::CheckLifecycle(const Goal& before, const Goal& after) {
  if (!MayFollow(before.lifecycle, after.lifecycle)) {
    Fault("lifecycle", "transition",
          absl::StrCat("cannot go from ", AbslView(Word(before.lifecycle)), " to ",
                       AbslView(Word(after.lifecycle))));
  }
  if (after.lifecycle == GoalLifecycle::kCompleted && !IsFinal(after.achievement)) {
    Fault("achievement", "final", "of a completed goal must be achieved, not-achieved or not-attainable");
  }
}

void PlanEditor::CheckAction(const Action& action) {
  CheckGoalOf(action.goal_id);
  if (action.done_on) CheckDay("doneOn", *action.done_on, std::nullopt);
  if (action.done_on && action.cancelled) Fault("cancelled", "done", "must not be set when it is done");
}

void PlanEditor::PlanReview(Day from) {
  const auto weeks = weeks_.find(plan_.level());
  plan_.next_review_on = weeks == weeks_.end() ? std::nullopt : std::optional(from + 7 * weeks->second);
}

}  // namespace boulevard::guidance::domain
