#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/placements/domain/free_periods.h"
#include "services/placements/store/mysql_store.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/time/clock.h"
#include "tests/race/invariants.h"

namespace boulevard::tests {
namespace {

namespace domain = placements::domain;
using runtime::db::Pool;
using runtime::db::Row;
using runtime::db::Session;

// A row of free_periods: from, until, expected, audience.
using PeriodRow = std::tuple<domain::Day, domain::Day, bool, int>;
using RowsByPlace = std::map<Uuid, std::set<PeriodRow>>;

absl::StatusOr<RowsByPlace> KeptRows(Pool& pool, absl::Time deadline) {
  RowsByPlace rows;
  RETURN_IF_ERROR(pool.Run(deadline, [&](Session& session) {
    return session
        .Query("SELECT place_id, free_from, free_until, expected, audience FROM free_periods", {},
               [&](const Row& row) {
                 rows[row.Id(0)].emplace(row.Day(1), row.Day(2), row.Bool(3), static_cast<int>(row.Int(4)));
               })
        .status();
  }));
  return rows;
}

absl::StatusOr<std::vector<Uuid>> UnitsIn(Pool& pool, absl::Time deadline) {
  std::vector<Uuid> units;
  RETURN_IF_ERROR(pool.Run(deadline, [&](Session& session) {
    return session.Query("SELECT id FROM units", {}, [&](const Row& row) { units.push_back(row.Id(0)); })
        .status();
  }));
  return units;
}

PeriodRow RowOf(const domain::FreePeriod& period) {
  const int audience = (period.listed ? 1 : 0) | period.kinds.bits() << 1;
  return {period.period.from, period.period.until, period.expected, audience};
}

absl::Status AddComputedRows(domain::Tables& tables, const Uuid& unit_id, domain::Day today,
                             RowsByPlace& rows) {
  ASSIGN_OR_RETURN(const domain::Unit unit, tables.stock.GetUnit(unit_id));
  ASSIGN_OR_RETURN(const std::vector<domain::Place> places, tables.bookings.PlacesOfUnit(unit_id));
  ASSIGN_OR_RETURN(const std::vector<domain::Occupancy> of_unit,
                   tables.bookings.OccupanciesOfUnit(unit_id, domain::kBeginning));
  for (const domain::Place& place : places) {
    std::vector<domain::Occupancy> of_place;
    std::copy_if(of_unit.begin(), of_unit.end(), std::back_inserter(of_place),
                 [&](const domain::Occupancy& taken) { return taken.place_id == place.id; });
    for (const auto& period : ComputeFreePeriods(place, unit.quotas, of_place, of_unit, today)) {
      rows[place.id].insert(RowOf(period));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<RowsByPlace> ComputedRows(Pool& pool, domain::Day today, absl::Time deadline) {
  ASSIGN_OR_RETURN(const std::vector<Uuid> units, UnitsIn(pool, deadline));
  placements::store::MysqlStore store(pool);
  RowsByPlace rows;
  const absl::Status read = store.Read(deadline, [&](domain::Tables& tables) {
    absl::Status status;
    for (const Uuid& unit : units) status.Update(AddComputedRows(tables, unit, today, rows));
    return status;
  });
  if (!read.ok()) return read;
  return rows;
}

absl::Status Compare(Pool& pool, std::vector<std::string>& stale) {
  const absl::Time deadline = absl::Now() + absl::Seconds(60);
  const domain::Day today = runtime::Today(runtime::Clock::System());
  ASSIGN_OR_RETURN(RowsByPlace kept, KeptRows(pool, deadline));
  ASSIGN_OR_RETURN(RowsByPlace computed, ComputedRows(pool, today, deadline));
  // A row that ended since its place was last booked is of no harm: nobody can ask for its days.
  for (auto& [place, rows] : kept) {
    std::erase_if(rows, [today](const PeriodRow& row) { return std::get<1>(row) <= today; });
    if (rows != computed[place]) stale.push_back(absl::StrCat("stale free periods of ", place.ToString()));
    computed.erase(place);
  }
  for (const auto& [place, rows] : computed) {
    if (!rows.empty()) stale.push_back(absl::StrCat("no free periods of ", place.ToString()));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<std::string> StaleFreePeriods(Pool& pool) {
  std::vector<std::string> stale;
  const absl::Status compared = Compare(pool, stale);
  if (!compared.ok()) stale.push_back(compared.ToString());
  return stale;
}

}  // namespace boulevard::tests
