#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/guidance/domain/plan_words.h"
#include "services/guidance/domain/types.h"

// A guidance plan: what a young person and their mentor work on, and agreed to. All texts are confidential.
namespace boulevard::guidance::domain {

// Goals and actions are never taken out: they are cancelled.
struct Goal {
  Uuid id;
  LifeDomain domain = LifeDomain::kFinance;
  std::string text;  // in the young person's own words
  GoalLifecycle lifecycle = GoalLifecycle::kProposed;
  GoalAchievement achievement = GoalAchievement::kInProgress;
  std::optional<Day> target_date;

  friend bool operator==(const Goal&, const Goal&) = default;
};

struct Action {
  Uuid id;
  std::optional<Uuid> goal_id;  // of the same plan
  ActionDoer doer = ActionDoer::kYoungPerson;
  std::string text;
  std::optional<Day> due_on;
  std::optional<Day> done_on;
  bool cancelled = false;

  friend bool operator==(const Action&, const Action&) = default;
};

// A review that was held.
struct Review {
  Uuid id;
  std::optional<Day> planned_on;
  Day held_on;
  std::string outcome;

  friend bool operator==(const Review&, const Review&) = default;
};

struct LevelChange {
  GuidanceLevel level = GuidanceLevel::kNone;
  Day since;
  std::string reason;  // empty for the first

  friend bool operator==(const LevelChange&, const LevelChange&) = default;
};

// That the young person agreed to the plan as it was in a revision.
struct Agreement {
  Day agreed_on;
  AgreementWay way = AgreementWay::kOral;
  int revision = 0;

  friend bool operator==(const Agreement&, const Agreement&) = default;
};

struct PlanClosure {
  Day closed_on;
  PlanClosingReason reason = PlanClosingReason::kOther;
  std::string note;

  friend bool operator==(const PlanClosure&, const PlanClosure&) = default;
};

struct Plan {
  Uuid id;
  Uuid young_person_id;
  PlanState state = PlanState::kDraft;
  Day starts_on;
  std::string summary;
  std::vector<LevelChange> levels;  // at least one; the last holds
  std::vector<Goal> goals;
  std::vector<Action> actions;
  std::vector<Review> reviews;
  std::optional<Day> next_review_on;
  std::optional<Agreement> agreement;  // the last
  std::optional<Day> active_since;
  std::optional<PlanClosure> closure;
  int revision = 1;
  // The last revision that changed anything of what is agreed to.
  int content_revision = 1;
  absl::Time created_at;

  GuidanceLevel level() const { return levels.back().level; }
  // Whether the young person has not agreed to it as it is now.
  bool AwaitsAgreement() const { return !agreement || agreement->revision < content_revision; }

  friend bool operator==(const Plan&, const Plan&) = default;
};

// What a revision says beside the content of the plan.
struct RevisionNote {
  int number = 1;
  absl::Time made_at;
  std::string subject;
  std::optional<Uuid> mentor_id;  // of who made it, when they are a mentor
  std::vector<PlanChangeKind> kinds;
};

struct PlanRevision {
  RevisionNote note;
  Plan plan;
};

// What others are told; see docs/guidance.md.
struct PlanEvent {
  enum class Kind { kAgreed, kLevelChanged };
  Kind kind = Kind::kAgreed;
  GuidanceLevel level = GuidanceLevel::kNone;
  Day on;
};

// Leaves a summary: no text.
Plan Withhold(Plan plan);

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_H_
