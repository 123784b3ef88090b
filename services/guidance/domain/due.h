#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_DUE_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_DUE_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/guidance/domain/record_types.h"

// What is to be done for young people who are guided, and by when.
namespace boulevard::guidance::domain {

struct DueItem {
  DueKind kind = DueKind::kReview;
  Uuid id;  // of the plan, the action, or the young person
  Uuid young_person_id;
  Uuid mentor_id;
  Day due_on;
  std::optional<Uuid> plan_id;         // of a review or an action
  std::optional<Day> last_contact_on;  // of contact; nothing when there never was
};

struct DueFilter {
  std::optional<Uuid> mentor_id;
  std::string team;  // of the mentors; empty: any
  std::optional<DueKind> kind;
  Day until;                      // due on that day or before
  int without_contact_days = 14;  // contact is due so many days after the last, or after guidance began
};

// Where a page ended.
struct DuePosition {
  Day on;
  DueKind kind = DueKind::kReview;
  Uuid id;
};

class DueTables {
 public:
  virtual ~DueTables() = default;

  // By day, kind and id.
  virtual absl::StatusOr<PageOf<DueItem>> ListDue(const DueFilter& filter, int size,
                                                  const std::optional<DuePosition>& after) = 0;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_DUE_H_
