#include "services/placements/service/place_gauges.h"

#include "services/placements/store/place_census.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements {

absl::Status PlaceGauges::Refresh(domain::Day today, absl::Time deadline) {
  std::map<Key, int> counts;
  RETURN_IF_ERROR(pool_.Run(deadline, [&](runtime::db::Session& session) -> absl::Status {
    counts.clear();
    ASSIGN_OR_RETURN(const std::vector<store::PlaceCount> census, store::CountPlaces(session, today));
    for (const store::PlaceCount& count : census) counts[{count.programme_id, count.status}] += count.places;
    return absl::OkStatus();
  }));
  // What is not counted any more is none.
  for (const auto& [key, gauge] : gauges_) counts.try_emplace(key, 0);
  for (const auto& [key, count] : counts) {
    prometheus::Gauge*& gauge = gauges_[key];
    if (gauge == nullptr) {
      gauge = &metrics_.Gauge("boulevard_places", "Places in the stock, by what they are today.",
                              {{"programme", key.first}, {"status", key.second}});
    }
    gauge->Set(count);
  }
  return absl::OkStatus();
}

}  // namespace boulevard::placements
