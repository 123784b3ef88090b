#include "services/placements/domain/units.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/placements/domain/free_periods.h"
#include "services/placements/domain/quota.h"
#include "services/placements/domain/reading.h"
#include "services/placements/domain/references.h"
#include "services/placements/domain/scope.h"
#include "services/placements/domain/transaction.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"

namespace boulevard::placements::domain {
namespace {

// Those who live or are booked there stay: a quota takes nobody's room away.
absl::Status CheckQuotas(const Unit& unit, std::span<const Occupancy> of_unit, Day today) {
  if (!unit.quotas) return absl::OkStatus();
  std::vector<runtime::RuleBreach> breaches;
  for (const ResidentKind kind : kAllResidentKinds) {
    const int quota = (*unit.quotas)[kind];
    // Who stays past a planned end is no longer in the days of a stay, but still in the count of residents.
    const int most = std::max(MostAtOnce(of_unit, kind, {today, kForever}), unit.residents[kind]);
    if (most <= quota) continue;
    breaches.push_back({"unit-quota", absl::StrCat(quota, " ", runtime::AbslView(Word(kind))),
                        absl::StrCat("at least ", most)});
  }
  return breaches.empty() ? absl::OkStatus() : runtime::RulesBroken(std::move(breaches));
}

// The unit under its lock and those of all its places: who books reads the quotas under the lock of one
// place.
absl::StatusOr<Unit> LockWithPlaces(Tables& tables, const Uuid& id) {
  ASSIGN_OR_RETURN(const std::vector<Place> places, tables.bookings.LockPlacesOfUnit(id));
  ASSIGN_OR_RETURN(std::vector<Unit> units, tables.bookings.LockUnits(std::span(&id, 1)));
  ASSIGN_OR_RETURN(const std::vector<Place> now, tables.bookings.PlacesOfUnit(id));
  if (now.size() != places.size()) return runtime::Conflict("a place of the unit was made at the same time");
  return std::move(units.front());
}

absl::Status ChangeQuotas(Tables& tables, const Unit& unit, Day today) {
  ASSIGN_OR_RETURN(const std::vector<Occupancy> of_unit,
                   tables.bookings.OccupanciesOfUnit(unit.id, kBeginning));
  RETURN_IF_ERROR(CheckQuotas(unit, of_unit, today));
  RETURN_IF_ERROR(RefreshFreePeriodsOfUnit(tables, unit, today));
  // A booking elsewhere in a cluster bumps its place alone when it saw no quotas.
  ASSIGN_OR_RETURN(const std::vector<Place> places, tables.bookings.PlacesOfUnit(unit.id));
  for (const Place& place : places) RETURN_IF_ERROR(tables.bookings.BumpPlace(place.id));
  return tables.bookings.BumpUnit(unit.id);
}

}  // namespace

absl::StatusOr<PageOf<Unit>> Units::List(const runtime::CallContext& context, UnitFilter filter,
                                         const Page& page) const {
  ASSIGN_OR_RETURN(filter.provider_id, ScopeOf(context.principal, filter.provider_id));
  return ReadFrom(store_, context.deadline,
                  [&](Tables& tables) { return tables.stock.ListUnits(filter, page); });
}

absl::StatusOr<Unit> Units::Get(const runtime::CallContext& context, const Uuid& id) const {
  ASSIGN_OR_RETURN(Unit unit, ReadFrom(store_, context.deadline,
                                       [&](Tables& tables) { return tables.stock.GetUnit(id); }));
  RETURN_IF_ERROR(CheckOwner(context.principal, unit.provider_id));
  return unit;
}

absl::StatusOr<Unit> Units::Create(const runtime::CallContext& context, const Unit& draft) const {
  Unit unit = draft;
  unit.id = runtime::NewUuid(clock_.Now());
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Unit> {
    ASSIGN_OR_RETURN(const Facility facility,
                     ReferredTo("unit.facilityId", tables.stock.GetFacility(unit.facility_id)));
    RETURN_IF_ERROR(CheckOwner(context.principal, facility.provider_id));
    unit.provider_id = facility.provider_id;
    RETURN_IF_ERROR(tables.stock.Insert(unit));
    return unit;
  });
}

absl::StatusOr<Unit> Units::Update(const runtime::CallContext& context, const Uuid& id,
                                   absl::FunctionRef<absl::Status(Unit&)> change) const {
  const Day today = runtime::Today(clock_);
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Unit> {
    ASSIGN_OR_RETURN(Unit unit, LockWithPlaces(tables, id));
    RETURN_IF_ERROR(CheckOwner(context.principal, unit.provider_id));
    const std::optional<KindCounts> quotas_before = unit.quotas;
    RETURN_IF_ERROR(change(unit));
    RETURN_IF_ERROR(tables.stock.Update(unit));
    if (unit.quotas != quotas_before) RETURN_IF_ERROR(ChangeQuotas(tables, unit, today));
    return unit;
  });
}

}  // namespace boulevard::placements::domain
