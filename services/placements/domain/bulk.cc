#include "services/placements/domain/bulk.h"

#include <span>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "services/placements/domain/conflicts.h"
#include "services/placements/domain/free_periods.h"
#include "services/placements/domain/reading.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

using OccupanciesOf = absl::flat_hash_map<Uuid, std::vector<Occupancy>>;

// What follows from a batch.
struct Derived {
  std::vector<Unit> units;  // with those who live in them
  std::vector<Occupancy> occupancies;
  std::vector<FreePeriodsOfPlace> free_periods;
};

absl::StatusOr<absl::flat_hash_map<std::string, int>> TurnaroundDays(Store& store, absl::Time deadline,
                                                                     std::span<const Place> places) {
  return ReadFrom(
      store, deadline, [&](Tables& tables) -> absl::StatusOr<absl::flat_hash_map<std::string, int>> {
        absl::flat_hash_map<std::string, int> days;
        for (const Place& place : places) {
          if (days.contains(place.programme_id)) continue;
          ASSIGN_OR_RETURN(const Programme programme, tables.stock.GetProgramme(place.programme_id));
          days[programme.id] = programme.turnaround_days;
        }
        return days;
      });
}

Occupancy OccupancyBy(const Placement& placement, const Place& place, int turnaround_days) {
  return {.place_id = place.id,
          .unit_id = place.unit_id,
          .source_id = placement.id,
          .source = OccupancySource::kPlacement,
          .period = placement.period,
          .busy_until = BusyUntil(placement.period.until, turnaround_days),
          .planned = placement.state != PlacementState::kDeparted,
          .resident_kind = placement.resident_kind};
}

Occupancy OccupancyBy(const Closure& closure, const Place& place) {
  return {.place_id = place.id,
          .unit_id = place.unit_id,
          .source_id = closure.id,
          .source = OccupancySource::kClosure,
          .period = closure.period,
          .busy_until = closure.period.until};
}

bool TakesItsPlace(const Placement& placement) {
  return placement.state != PlacementState::kNoShow && placement.state != PlacementState::kCancelled &&
         !placement.period.Empty();
}

std::vector<Occupancy> OccupanciesIn(const StockBatch& batch,
                                     const absl::flat_hash_map<std::string, int>& turnaround_days) {
  absl::flat_hash_map<Uuid, const Place*> places;
  for (const Place& place : batch.places) places[place.id] = &place;
  std::vector<Occupancy> occupancies;
  for (const Placement& placement : batch.placements) {
    const Place& place = *places.at(placement.place_id);
    if (!TakesItsPlace(placement)) continue;
    occupancies.push_back(OccupancyBy(placement, place, turnaround_days.at(place.programme_id)));
  }
  for (const Closure& closure : batch.closures) {
    if (!closure.cancelled) occupancies.push_back(OccupancyBy(closure, *places.at(closure.place_id)));
  }
  return occupancies;
}

std::vector<Unit> UnitsWithResidents(const StockBatch& batch) {
  absl::flat_hash_map<Uuid, Uuid> unit_of;
  for (const Place& place : batch.places) unit_of[place.id] = place.unit_id;
  absl::flat_hash_map<Uuid, KindCounts> residents;
  for (const Placement& placement : batch.placements) {
    if (placement.state != PlacementState::kArrived) continue;
    ++residents[unit_of.at(placement.place_id)][placement.resident_kind];
  }
  std::vector<Unit> units = batch.units;
  for (Unit& unit : units) unit.residents = residents[unit.id];
  return units;
}

Derived DeriveFrom(const StockBatch& batch, const absl::flat_hash_map<std::string, int>& turnaround_days,
                   Day today) {
  Derived derived{.units = UnitsWithResidents(batch), .occupancies = OccupanciesIn(batch, turnaround_days)};
  OccupanciesOf of_place;
  OccupanciesOf of_unit;
  for (const Occupancy& occupancy : derived.occupancies) {
    of_place[occupancy.place_id].push_back(occupancy);
    of_unit[occupancy.unit_id].push_back(occupancy);
  }
  absl::flat_hash_map<Uuid, std::optional<KindCounts>> quotas;
  for (const Unit& unit : batch.units) quotas[unit.id] = unit.quotas;
  for (const Place& place : batch.places) {
    derived.free_periods.push_back(
        {place, ComputeFreePeriods(place, quotas[place.unit_id], of_place[place.id], of_unit[place.unit_id],
                                   today)});
  }
  return derived;
}

absl::Status InsertAll(BulkTables& tables, const StockBatch& batch, const Derived& derived) {
  RETURN_IF_ERROR(tables.Insert(batch.facilities));
  RETURN_IF_ERROR(tables.Insert(derived.units));
  RETURN_IF_ERROR(tables.Insert(batch.places));
  RETURN_IF_ERROR(tables.Insert(batch.applications));
  RETURN_IF_ERROR(tables.Insert(batch.placements));
  RETURN_IF_ERROR(tables.Insert(batch.closures));
  RETURN_IF_ERROR(tables.Insert(derived.occupancies));
  return tables.Insert(derived.free_periods);
}

}  // namespace

absl::Status LoadStock(Store& store, const runtime::Clock& clock, absl::Time deadline,
                       const StockBatch& batch) {
  ASSIGN_OR_RETURN(const auto turnaround_days, TurnaroundDays(store, deadline, batch.places));
  const Derived derived = DeriveFrom(batch, turnaround_days, runtime::Today(clock));
  return store.InTransaction(deadline,
                             [&](Tables& tables) { return InsertAll(tables.bulk, batch, derived); });
}

}  // namespace boulevard::placements::domain
