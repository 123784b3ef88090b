#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_PLACE_CENSUS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_PLACE_CENSUS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/placements/domain/types.h"
#include "services/runtime/db/session.h"

namespace boulevard::placements::store {

struct PlaceCount {
  std::string programme_id;
  std::string status;
  int places = 0;
};

// How many places are free, expected, occupied, offered, closed or withdrawn on that day; a status that none
// has may be missing, or come more than once to be added up. Places in turnaround, or in a unit whose quotas
// are full, have no status. Reads indexes over the whole stock.
absl::StatusOr<std::vector<PlaceCount>> CountPlaces(runtime::db::Session& session, domain::Day today);

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_PLACE_CENSUS_H_
