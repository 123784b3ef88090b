#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_AVAILABILITY_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_AVAILABILITY_TABLES_H_

#include <span>
#include <vector>

#include "services/placements/domain/store.h"
#include "services/runtime/db/session.h"

namespace boulevard::placements::store {

// Answers from free_periods: a page costs the rows that it shows and those that the filters beside its index
// skip, however large the stock is.
class MysqlAvailabilityTables final : public domain::AvailabilityTables {
 public:
  // The session outlives it.
  explicit MysqlAvailabilityTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<domain::PageOf<domain::AvailablePlace>> ListAvailablePlaces(
      const domain::AvailablePlaceFilter& filter, const domain::Page& page) override;
  absl::StatusOr<std::vector<domain::AvailabilityCount>> CountAvailability(
      const domain::AvailabilityFilter& filter) override;
  absl::StatusOr<int64_t> NewestEvent() override;
  absl::StatusOr<domain::TouchedPlaces> TouchedAfter(int64_t sequence, int limit) override;
  absl::StatusOr<std::vector<domain::PlaceState>> StatesOf(std::span<const domain::Uuid> ids) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_AVAILABILITY_TABLES_H_
