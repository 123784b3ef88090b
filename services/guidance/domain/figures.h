#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_FIGURES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_FIGURES_H_

#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/guidance/domain/record_types.h"

// What is counted of one young person: days, kinds and scores, no text.
namespace boulevard::guidance::domain {

// What someone does by day on one day, in sum.
struct Daytime {
  Uuid young_person_id;
  Day on;
  int hours_per_week = 0;
  std::vector<DaytimeActivityKind> kinds;     // each once, in their order
  std::optional<Day> start_qualification_on;  // the first
};

// Of the activities that began and did not end on that day.
Daytime DaytimeOn(std::span<const DaytimeActivity> activities, Day on);

// The scores of one domain of life over time.
struct DomainProgress {
  LifeDomain life_domain = LifeDomain::kFinance;
  int first = 0;
  std::optional<int> previous;  // nothing while there is one assessment alone
  int last = 0;
};

struct AssessmentProgress {
  Uuid young_person_id;
  // Nothing while there is no such assessment; the previous is the one before the last.
  std::optional<Day> first_on, previous_on, last_on;
  // How many domains are higher and lower than in the first, and below three in the last.
  int improved = 0;
  int worsened = 0;
  int below_three = 0;
  std::vector<DomainProgress> domains;  // all, or none without an assessment
};

// Of assessments with the oldest first.
AssessmentProgress ProgressOf(std::span<const Assessment> assessments);

// Of the plan that is not closed.
struct PlanFigures {
  int open_goals = 0;
  std::optional<Day> next_review_on;
};

// What counts, without its texts: nothing that was withdrawn. The oldest first.
class FigureTables {
 public:
  virtual ~FigureTables() = default;

  virtual absl::StatusOr<std::vector<DaytimeActivity>> Activities(const Uuid& young_person_id) = 0;
  virtual absl::StatusOr<std::vector<Assessment>> Assessments(const Uuid& young_person_id) = 0;
  virtual absl::StatusOr<std::optional<PlanFigures>> Plan(const Uuid& young_person_id) = 0;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_FIGURES_H_
