#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BULK_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BULK_TABLES_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/types.h"

namespace boulevard::placements::domain {

struct FreePeriodsOfPlace {
  Place place;
  std::vector<FreePeriod> periods;
};

// What loading stock needs beside StockTables: many rows by few statements, and things found by reference.
// Keys hold as ever: ALREADY_EXISTS, FAILED_PRECONDITION. Nothing is checked or derived but the number of
// places of each unit; see LoadStock.
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

  virtual absl::StatusOr<std::optional<Facility>> FindFacility(const Uuid& provider_id,
                                                               const std::string& reference) = 0;
  virtual absl::StatusOr<std::vector<Unit>> UnitsOfFacility(const Uuid& facility_id) = 0;
  virtual absl::StatusOr<std::vector<Place>> PlacesOfFacility(const Uuid& facility_id) = 0;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BULK_TABLES_H_
