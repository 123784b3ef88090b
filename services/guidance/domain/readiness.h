#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_READINESS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_READINESS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/guidance/domain/record_types.h"

namespace boulevard::guidance::domain {

// From a day on, until that of the next.
struct BlockCauseFrom {
  BlockCause cause = BlockCause::kNoDwelling;
  Day from;
};

// That a mentor declared someone ready to move on: since when, and what has kept them.
struct Readiness : Record {
  Day declared_on;
  std::vector<BlockCauseFrom> causes;  // the newest last; never none
};

// Get gives NOT_FOUND naming it. Whoever changes one holds the lock of its young person. Each change tells
// those who follow the events.
class ReadinessTables {
 public:
  virtual ~ReadinessTables() = default;

  virtual absl::StatusOr<Readiness> GetReadiness(const Uuid& id) = 0;
  // The one that was not withdrawn.
  virtual absl::StatusOr<std::optional<Readiness>> FindStanding(const Uuid& young_person_id) = 0;
  // By id: the newest last.
  virtual absl::StatusOr<PageOf<Readiness>> ListReadinesses(const Uuid& young_person_id,
                                                            const Page& page) = 0;
  // With its first cause. ALREADY_EXISTS when one stands.
  virtual absl::Status Insert(const Readiness& readiness) = 0;
  // The last of its causes is new.
  virtual absl::Status AddCause(const Readiness& readiness) = 0;
  // As the record says.
  virtual absl::Status Withdraw(const Readiness& readiness) = 0;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_READINESS_H_
