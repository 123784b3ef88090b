#include "services/placements/domain/free_periods.h"

#include <algorithm>
#include <tuple>

#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

// The longest periods in which nothing takes the place.
std::vector<FreePeriod> Untaken(const Place& place, std::span<const Occupancy> of_place) {
  std::vector<Occupancy> taken(of_place.begin(), of_place.end());
  std::sort(taken.begin(), taken.end(),
            [](const Occupancy& a, const Occupancy& b) { return a.period.from < b.period.from; });
  std::vector<FreePeriod> periods;
  Day free_from = place.available_from;
  bool expected = false;
  for (const Occupancy& occupancy : taken) {
    if (free_from < occupancy.period.from) {
      periods.push_back({{free_from, occupancy.period.from}, expected, ResidentKinds::All()});
    }
    free_from = std::max(free_from, occupancy.busy_until);
    // A closure says nothing about whether the one who lived there before it has left.
    if (occupancy.source != OccupancySource::kClosure) expected = occupancy.planned;
  }
  if (free_from < kForever) periods.push_back({{free_from, kForever}, expected, ResidentKinds::All()});
  return periods;
}

void AddRow(std::vector<FreePeriod>& rows, const Period& period, bool expected, ResidentKind kind) {
  auto row = std::find_if(rows.begin(), rows.end(), [&](const FreePeriod& other) {
    return other.period == period && other.expected == expected;
  });
  if (row == rows.end()) row = rows.insert(rows.end(), FreePeriod{period, expected});
  row->kinds.Add(kind);
}

std::vector<FreePeriod> CutByQuotas(std::span<const FreePeriod> untaken, const KindCounts& quotas,
                                    std::span<const Occupancy> of_unit) {
  std::vector<FreePeriod> rows;
  for (const ResidentKind kind : kAllResidentKinds) {
    for (const Room& room : RoomInUnit(of_unit, kind, quotas[kind])) {
      for (const FreePeriod& free : untaken) {
        const Period both = {std::max(free.period.from, room.period.from),
                             std::min(free.period.until, room.period.until)};
        if (!both.Empty()) AddRow(rows, both, free.expected || room.expected, kind);
      }
    }
  }
  return rows;
}

// Certain beats expected: whoever wants no expected periods must still find the certain one within it.
bool MakesSuperfluous(const FreePeriod& row, const FreePeriod& other) {
  return &row != &other && row.period.Contains(other.period) && (!row.expected || other.expected);
}

void MarkListed(std::vector<FreePeriod>& rows) {
  for (FreePeriod& row : rows) {
    row.listed = std::none_of(rows.begin(), rows.end(),
                              [&](const FreePeriod& other) { return MakesSuperfluous(other, row); });
  }
}

}  // namespace

std::vector<FreePeriod> ComputeFreePeriods(const Place& place, const std::optional<KindCounts>& quotas,
                                           std::span<const Occupancy> of_place,
                                           std::span<const Occupancy> of_unit, Day today) {
  if (place.withdrawn) return {};
  std::vector<FreePeriod> rows = Untaken(place, of_place);
  if (quotas) rows = CutByQuotas(rows, *quotas, of_unit);
  std::erase_if(rows, [today](const FreePeriod& row) { return row.period.until <= today; });
  MarkListed(rows);
  std::sort(rows.begin(), rows.end(), [](const FreePeriod& a, const FreePeriod& b) {
    return std::tuple(a.period.from, a.period.until, a.expected) <
           std::tuple(b.period.from, b.period.until, b.expected);
  });
  return rows;
}

absl::Status RefreshFreePeriods(Tables& tables, const Place& place, const Unit& unit, Day today) {
  if (unit.quotas) return RefreshFreePeriodsOfUnit(tables, unit, today);
  ASSIGN_OR_RETURN(const std::vector<Occupancy> of_place,
                   tables.bookings.OccupanciesOfPlace(place.id, kBeginning));
  return tables.bookings.ReplaceFreePeriods(place,
                                            ComputeFreePeriods(place, std::nullopt, of_place, {}, today));
}

absl::Status RefreshFreePeriodsOfUnit(Tables& tables, const Unit& unit, Day today) {
  ASSIGN_OR_RETURN(const std::vector<Place> places, tables.bookings.PlacesOfUnit(unit.id));
  ASSIGN_OR_RETURN(const std::vector<Occupancy> of_unit,
                   tables.bookings.OccupanciesOfUnit(unit.id, kBeginning));
  for (const Place& place : places) {
    std::vector<Occupancy> of_place;
    std::copy_if(of_unit.begin(), of_unit.end(), std::back_inserter(of_place),
                 [&](const Occupancy& occupancy) { return occupancy.place_id == place.id; });
    RETURN_IF_ERROR(tables.bookings.ReplaceFreePeriods(
        place, ComputeFreePeriods(place, unit.quotas, of_place, of_unit, today)));
  }
  return absl::OkStatus();
}

}  // namespace boulevard::placements::domain
