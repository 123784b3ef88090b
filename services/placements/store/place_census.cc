#include "services/placements/store/place_census.h"

#include <utility>

#include "services/placements/store/availability_tables.h"
#include "services/placements/store/sql.h"

namespace boulevard::placements::store {
namespace {

using runtime::db::Param;
using runtime::db::Row;

constexpr std::string_view kWithdrawn =
    "SELECT programme_id, 'withdrawn', COUNT(*) FROM places FORCE INDEX (for_counts) WHERE withdrawn = TRUE "
    "GROUP BY programme_id";

constexpr std::string_view kTaken =
    "SELECT p.programme_id, CASE o.source WHEN 'placement' THEN 'occupied' WHEN 'offer' THEN 'offered' ELSE "
    "'closed' END status, COUNT(*) FROM occupancies o JOIN places p ON p.id = o.place_id WHERE o.starts_on "
    "<= ? AND o.ends_on > ? GROUP BY p.programme_id, status";

PlaceCount CountOf(const Row& row) {
  return {row.String(0), row.String(1), static_cast<int>(row.Int(2))};
}

}  // namespace

absl::StatusOr<std::vector<PlaceCount>> CountPlaces(runtime::db::Session& session, domain::Day today) {
  ASSIGN_OR_RETURN(std::vector<PlaceCount> counts, QueryAll(session, kWithdrawn, {}, CountOf));
  const Param on[] = {today, today};
  ASSIGN_OR_RETURN(const std::vector<PlaceCount> taken, QueryAll(session, kTaken, on, CountOf));
  counts.insert(counts.end(), taken.begin(), taken.end());
  ASSIGN_OR_RETURN(const auto availability,
                   MysqlAvailabilityTables(session).CountAvailability({.on = today}));
  for (const domain::AvailabilityCount& count : availability) {
    counts.push_back({count.programme_id, "free", count.free});
    counts.push_back({count.programme_id, "expected", count.expected});
  }
  return counts;
}

}  // namespace boulevard::placements::store
