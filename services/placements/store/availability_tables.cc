#include "services/placements/store/availability_tables.h"

#include "services/placements/store/availability_sql.h"
#include "services/placements/store/sql.h"
#include "services/placements/store/stock_rows.h"

namespace boulevard::placements::store {
namespace {

using domain::AvailabilityCount;
using domain::AvailablePlace;
using domain::PageOf;
using domain::Uuid;
using runtime::db::Row;

AvailablePlace AvailablePlaceOf(const Row& row) {
  AvailablePlace available{.place = {.id = row.Id(0),
                                     .unit_id = row.Id(5),
                                     .facility_id = row.Id(6),
                                     .provider_id = row.Id(7),
                                     .programme_id = row.String(8),
                                     .district = row.String(9),
                                     .name = row.String(10),
                                     .rent_cents = static_cast<int>(row.Int(11)),
                                     .furnished = row.Bool(12),
                                     .accessible = row.Bool(13),
                                     .self_contained = row.Bool(14)},
                           .unit_name = row.String(15),
                           .facility_name = row.String(16),
                           .provider_name = row.String(17),
                           .free = {row.Day(3), row.Day(4)},
                           .expected = row.Bool(1)};
  if (row.Int(18) > 1) available.unit_residents = KindCountsOf(row, 19);
  return available;
}

AvailabilityCount CountOf(const Row& row) {
  return {.programme_id = row.String(0),
          .district = row.String(1),
          .places = static_cast<int>(row.Int(2)),
          .free = static_cast<int>(row.Int(3)),
          .expected = static_cast<int>(row.Int(4))};
}

}  // namespace

absl::StatusOr<PageOf<AvailablePlace>> MysqlAvailabilityTables::ListAvailablePlaces(
    const domain::AvailablePlaceFilter& filter, const domain::Page& page) {
  PageOf<AvailablePlace> found;
  Uuid after = page.after.value_or(Uuid{});
  const size_t wanted = static_cast<size_t>(page.size) + 1;
  found.rows.reserve(wanted);
  // In a unit with quotas several periods of one place may fit; the first one is shown. Only where that left
  // too few is there a second look.
  for (bool exhausted = false; !exhausted && found.rows.size() < wanted;) {
    const int limit = static_cast<int>(wanted - found.rows.size());
    const Query query = AvailablePlacesQuery(filter, after, limit);
    ASSIGN_OR_RETURN(const int64_t read, session_.Query(query.sql, query.params, [&](const Row& row) {
      if (found.rows.empty() || row.Id(0) != found.rows.back().place.id) {
        found.rows.push_back(AvailablePlaceOf(row));
      }
    }));
    exhausted = read < limit;
    if (!found.rows.empty()) after = found.rows.back().place.id;
  }
  found.more = found.rows.size() == wanted;
  if (found.more) found.rows.pop_back();
  return found;
}

absl::StatusOr<std::vector<AvailabilityCount>> MysqlAvailabilityTables::CountAvailability(
    const domain::AvailabilityFilter& filter) {
  const Query query = AvailabilityCountQuery(filter);
  return QueryAll(session_, query.sql, query.params, CountOf);
}

}  // namespace boulevard::placements::store
