#include "services/placements/store/stock_rows.h"

namespace boulevard::placements::store {

using runtime::db::Row;

domain::Facility FacilityOf(const Row& row) {
  return {.id = row.Id(0),
          .provider_id = row.Id(1),
          .programme_id = row.String(2),
          .name = row.String(3),
          .reference = row.String(4),
          .address_line = row.String(5),
          .postcode = row.String(6),
          .city = row.String(7),
          .district = row.String(8)};
}

domain::Unit UnitOf(const Row& row) {
  domain::Unit unit{.id = row.Id(0),
                    .facility_id = row.Id(1),
                    .provider_id = row.Id(2),
                    .name = row.String(3),
                    .reference = row.String(4),
                    .residents = KindCountsOf(row, 8)};
  if (!row.IsNull(5)) unit.quotas = KindCountsOf(row, 5);
  return unit;
}

domain::Place PlaceOf(const Row& row) {
  return {.id = row.Id(0),
          .unit_id = row.Id(1),
          .facility_id = row.Id(2),
          .provider_id = row.Id(3),
          .programme_id = row.String(4),
          .district = row.String(5),
          .name = row.String(6),
          .reference = row.String(7),
          .rent_cents = static_cast<int>(row.Int(8)),
          .furnished = row.Bool(9),
          .accessible = row.Bool(10),
          .self_contained = row.Bool(11),
          .available_from = row.Day(12),
          .withdrawn = row.Bool(13)};
}

domain::KindCounts KindCountsOf(const Row& row, int first_column) {
  domain::KindCounts counts;
  for (int i = 0; i < 3; ++i) counts.values[i] = static_cast<int>(row.Int(first_column + i));
  return counts;
}

}  // namespace boulevard::placements::store
