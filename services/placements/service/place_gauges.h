#ifndef BOULEVARD_SERVICES_PLACEMENTS_SERVICE_PLACE_GAUGES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_SERVICE_PLACE_GAUGES_H_

#include <map>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/placements/domain/types.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::placements {

// boulevard_places{programme,status}: how many places are free, expected (free once who lives there has left
// as planned), occupied, offered, closed or withdrawn today. Figures about places, never about persons. Not
// thread-safe.
class PlaceGauges {
 public:
  // Both outlive it.
  PlaceGauges(runtime::db::Pool& pool, runtime::Registry& metrics) : pool_(pool), metrics_(metrics) {}

  // Asks the database, which reads much of the stock for it.
  absl::Status Refresh(domain::Day today, absl::Time deadline);

 private:
  using Key = std::pair<std::string, std::string>;  // programme, status

  runtime::db::Pool& pool_;
  runtime::Registry& metrics_;
  std::map<Key, prometheus::Gauge*> gauges_;
};

}  // namespace boulevard::placements

#endif  // BOULEVARD_SERVICES_PLACEMENTS_SERVICE_PLACE_GAUGES_H_
