#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_TABLES_H_

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/guidance/domain/plan.h"

namespace boulevard::guidance::domain {

struct PlanFilter {
  std::optional<Uuid> young_person_id;
  std::optional<Uuid> mentor_id;  // who guides the young person now
  std::optional<PlanState> state;
};

// A plan, and of its young person what rights hang on: id, mentor and state. Names stay sealed.
struct OwnedPlan {
  Plan plan;
  YoungPerson owner;
};

// After how many weeks a plan is reviewed. None of a level that has no reviews.
using ReviewWeeks = std::map<GuidanceLevel, int>;

// Get and Lock give NOT_FOUND naming what is not there.
class PlanTables {
 public:
  virtual ~PlanTables() = default;

  // The level of guidance that someone has now: of their plan that is agreed or active. Nothing without one.
  virtual absl::StatusOr<std::optional<GuidanceLevel>> CurrentLevel(const Uuid& young_person_id) = 0;

  virtual absl::StatusOr<OwnedPlan> GetPlan(const Uuid& id) = 0;
  // Holds the lock of the young person, and with it that of the plan.
  virtual absl::StatusOr<OwnedPlan> LockPlan(const Uuid& id) = 0;
  // The young person alone, as of OwnedPlan.
  virtual absl::StatusOr<YoungPerson> LockOwner(const Uuid& young_person_id) = 0;
  // The plan of someone that is not closed.
  virtual absl::StatusOr<std::optional<Uuid>> FindOpenPlan(const Uuid& young_person_id) = 0;
  // By id.
  virtual absl::StatusOr<PageOf<Plan>> ListPlans(const PlanFilter& filter, const Page& page) = 0;
  virtual absl::StatusOr<ReviewWeeks> GetReviewWeeks() = 0;

  // A plan as its first revision. ALREADY_EXISTS when the young person has one that is not closed.
  virtual absl::Status Insert(const Plan& plan, const RevisionNote& note) = 0;
  // What was changed of `before`, whose lock is held, as a revision; and tells those who follow the events.
  virtual absl::Status Update(const Plan& before, const Plan& after, const RevisionNote& note,
                              std::span<const PlanEvent> events) = 0;

  // The newest first; those before `before`, when it is given. Without their content.
  virtual absl::StatusOr<PageOf<RevisionNote>> ListRevisions(const Uuid& plan_id, std::optional<int> before,
                                                             int size) = 0;
  virtual absl::StatusOr<PlanRevision> GetRevision(const Uuid& plan_id, int number) = 0;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_TABLES_H_
