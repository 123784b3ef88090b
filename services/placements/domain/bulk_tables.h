#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BULK_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BULK_TABLES_H_

#include <span>
#include <vector>

#include "absl/status/status.h"
#include "services/placements/domain/types.h"

namespace boulevard::placements::domain {

struct FreePeriodsOfPlace {
  Place place;
  std::vector<FreePeriod> periods;
};

// Many rows by few statements. Keys hold as ever: ALREADY_EXISTS, FAILED_PRECONDITION. Nothing else is
// checked, and nothing derived but the number of places of each unit; see LoadStock.
class BulkTables {
 public:
  virtual ~BulkTables() = default;

  virtual absl::Status Insert(std::span<const Facility> facilities) = 0;
  // With the residents that they say.
  virtual absl::Status Insert(std::span<const Unit> units) = 0;
  virtual absl::Status Insert(std::span<const Place> places) = 0;
  virtual absl::Status Insert(std::span<const Closure> closures) = 0;
  // Makes the residents' rows too.
  virtual absl::Status Insert(std::span<const Application> applications) = 0;
  virtual absl::Status Insert(std::span<const Placement> placements) = 0;
  virtual absl::Status Insert(std::span<const Occupancy> occupancies) = 0;
  virtual absl::Status Insert(std::span<const FreePeriodsOfPlace> periods) = 0;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BULK_TABLES_H_
