#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_READINESS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_READINESS_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/types.h"

namespace boulevard::placements::domain {

// Whether a young person is ready to move on, as guidance told. Events come late and in any order, so each
// half keeps the number of the event that it is from: an older one changes nothing.
struct Readiness {
  std::optional<Day> since;  // nothing: not ready
  int64_t since_sequence = 0;
  std::optional<BlockedCause> cause;
  int64_t cause_sequence = 0;
  friend bool operator==(const Readiness&, const Readiness&) = default;
};

// Each gives the readiness after the event `sequence`.
Readiness AfterDeclared(Readiness before, int64_t sequence, Day on, std::optional<BlockedCause> cause);
Readiness AfterCauseChanged(Readiness before, int64_t sequence, std::optional<BlockedCause> cause);
Readiness AfterWithdrawn(Readiness before, int64_t sequence);

// What the stay of someone so ready is: blocked since they were, or since they came.
void SetBlocked(const Readiness& readiness, Placement& placement);

// Who is ready, and what was told of them. Who writes holds the lock of the young person's row.
class ReadinessTables {
 public:
  virtual ~ReadinessTables() = default;

  // Notes the event of that service; false when it was noted before. See runtime::events::Receive.
  virtual absl::StatusOr<bool> ReceiveEvent(std::string_view source, int64_t sequence) = 0;
  // Of someone unknown: not ready.
  virtual absl::StatusOr<Readiness> ReadinessOf(const Uuid& young_person_id) = 0;
  virtual absl::Status SaveReadiness(const Uuid& young_person_id, const Readiness& readiness) = 0;
  // Saves since when, and why, the stay blocks its place; of all else of it nothing. Tells nobody: who
  // follows the stays does not see it.
  virtual absl::Status SaveBlocked(const Placement& placement) = 0;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_READINESS_H_
