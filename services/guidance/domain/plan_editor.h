#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_EDITOR_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_EDITOR_H_

#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/guidance/domain/plan_change.h"
#include "services/guidance/domain/plan_tables.h"
#include "services/runtime/status/errors.h"

namespace boulevard::guidance::domain {

inline constexpr size_t kMostGoals = 100;
inline constexpr size_t kMostActions = 200;

// A plan after changes that belong together.
struct EditedPlan {
  Plan plan;
  std::vector<PlanChangeKind> kinds;  // each once, in the order in which they came
  std::vector<PlanEvent> events;
};

// Makes changes to a plan, one after the other, as its next revision. It goes on after a fault, to find those
// of the changes that follow too.
class PlanEditor {
 public:
  // `weeks`: for changes by which a review is planned. The plan and the weeks are as they were read under the
  // lock.
  PlanEditor(Plan plan, absl::Time now, const ReviewWeeks& weeks);

  void Apply(const PlanChange& change);
  // INVALID_ARGUMENT with every fault; else the first that the state of the plan, or a rule, does not allow:
  // FAILED_PRECONDITION; or NOT_FOUND.
  absl::StatusOr<EditedPlan> Result() &&;

 private:
  void Do(const UpdatePlan& change);
  void Do(const AddGoal& change);
  void Do(const UpdateGoal& change);
  void Do(const AddAction& change);
  void Do(const UpdateAction& change);
  void Do(const ChangeLevel& change);
  void Do(const AddReview& change);
  void Do(const UpdateReview& change);
  void Do(const Agree& change);
  void Do(const Activate& change);
  void Do(const Close& change);

  // Takes a step; false, and noted, when the state does not allow it.
  bool Step(std::string_view step);
  void Refuse(const absl::Status& status);
  // A fault of a field of the change at hand.
  void Fault(std::string_view field, std::string_view rule, std::string_view description);
  // Faults a day after today, or before `earliest`.
  bool CheckDay(std::string_view field, Day day, std::optional<Day> earliest);
  // Of a part that the change names by id: null, and noted, when it is not in the plan.
  template <typename T>
  T* Find(std::vector<T>& parts, const Uuid& id, std::string_view field, std::string_view resource);
  void CheckGoalOf(const std::optional<Uuid>& goal_id);
  void CheckLifecycle(const Goal& before, const Goal& after);
  void CheckAction(const Action& action);
  // Plans the next review after `from`, as the level now asks for.
  void PlanReview(Day from);

  const Plan before_;
  Plan plan_;
  const absl::Time now_;
  const Day today_;
  const ReviewWeeks& weeks_;
  const PlanChange* change_ = nullptr;                // the one at hand
  std::vector<std::optional<Uuid>> goals_by_change_;  // that each change added
  std::vector<PlanChangeKind> kinds_;
  std::vector<PlanEvent> events_;
  std::vector<runtime::FieldViolation> faults_;
  absl::Status refusal_;
};

// Whether a change needs to know how often plans are reviewed.
bool PlansReviews(std::span<const PlanChange> changes);

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_EDITOR_H_
