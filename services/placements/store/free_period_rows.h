#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_FREE_PERIOD_ROWS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_FREE_PERIOD_ROWS_H_

#include <array>
#include <string_view>
#include <vector>

#include "services/placements/domain/types.h"
#include "services/runtime/db/statement.h"

// How a free period stands in free_periods: one form for those who write it one by one and by the thousand.
namespace boulevard::placements::store {

// "INSERT INTO free_periods (...) VALUES " and one row of question marks.
inline constexpr std::string_view kInsertFreePeriods =
    "INSERT INTO free_periods (expected, place_id, position, free_from, free_until, audience, unit_id, "
    "facility_id, provider_id, programme_id, district, place_name, rent_cents, is_furnished, is_accessible, "
    "is_self_contained) VALUES ";
inline constexpr size_t kFreePeriodColumns = 16;
inline constexpr std::string_view kFreePeriodRow = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
// Both values of `expected`, because they lead the primary key. One parameter: the place.
inline constexpr std::string_view kDeleteFreePeriods =
    "DELETE FROM free_periods WHERE expected IN (0, 1) AND place_id = ?";

// Bit 0 for those who ask for no kind, the kinds above it.
constexpr int AudienceBits(const domain::FreePeriod& period) {
  return (period.listed ? 1 : 0) | period.kinds.bits() << 1;
}

// The parameters of one row; they refer to `place`.
inline std::array<runtime::db::Param, kFreePeriodColumns> FreePeriodParams(const domain::Place& place,
                                                                           const domain::FreePeriod& period,
                                                                           int position) {
  return {period.expected,      place.id,      position,          period.period.from, period.period.until,
          AudienceBits(period), place.unit_id, place.facility_id, place.provider_id,  place.programme_id,
          place.district,       place.name,    place.rent_cents,  place.furnished,    place.accessible,
          place.self_contained};
}

// The periods in the order of their positions: what is not expected first.
std::vector<domain::FreePeriod> InPositionOrder(std::vector<domain::FreePeriod> periods);

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_FREE_PERIOD_ROWS_H_
