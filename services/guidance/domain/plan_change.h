#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_CHANGE_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_CHANGE_H_

#include <optional>
#include <string>
#include <variant>

#include "services/guidance/domain/plan.h"

// What can be done to a plan. A field that is left out stays as it is; one that may be absent is there to be
// set, to a value or to nothing.
namespace boulevard::guidance::domain {

template <typename T>
using Setting = std::optional<std::optional<T>>;

struct UpdatePlan {
  std::optional<Day> starts_on;
  std::optional<std::string> summary;
  Setting<Day> next_review_on;
};

struct AddGoal {
  Goal goal;  // without its id
};

struct UpdateGoal {
  Uuid goal_id;
  std::optional<LifeDomain> domain;
  std::optional<std::string> text;
  std::optional<GoalLifecycle> lifecycle;
  std::optional<GoalAchievement> achievement;
  Setting<Day> target_date;
};

struct AddAction {
  Action action;  // without its id
  // Instead of a goal's id: which change of the same request, counted from 0, adds the goal.
  std::optional<int> goal_change;
};

struct UpdateAction {
  Uuid action_id;
  Setting<Uuid> goal_id;
  std::optional<ActionDoer> doer;
  std::optional<std::string> text;
  Setting<Day> due_on;
  Setting<Day> done_on;
  std::optional<bool> cancelled;
};

struct ChangeLevel {
  GuidanceLevel level = GuidanceLevel::kNone;
  std::optional<Day> since;  // today
  std::string reason;
};

struct AddReview {
  std::optional<Day> held_on;  // today
  std::string outcome;
};

struct UpdateReview {
  Uuid review_id;
  std::optional<Day> held_on;
  std::optional<std::string> outcome;
};

struct Agree {
  std::optional<Day> agreed_on;  // today
  AgreementWay way = AgreementWay::kOral;
};

struct Activate {
  std::optional<Day> since;  // today
};

struct Close {
  std::optional<Day> closed_on;  // today
  PlanClosingReason reason = PlanClosingReason::kOther;
  std::string note;
};

struct PlanChange {
  using What = std::variant<UpdatePlan, AddGoal, UpdateGoal, AddAction, UpdateAction, ChangeLevel, AddReview,
                            UpdateReview, Agree, Activate, Close>;
  What what;
  // What its faults name: the path of its fields in the request, as in "goal" or "changes[2].updateGoal".
  std::string path = "";
  // One of several in a request: whatever is wrong with it is told by its path.
  bool one_of_many = false;

  PlanChangeKind kind() const { return static_cast<PlanChangeKind>(what.index() + 2); }
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_CHANGE_H_
