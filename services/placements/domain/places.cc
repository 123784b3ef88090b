#include "services/placements/domain/places.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "services/placements/domain/booking.h"
#include "services/placements/domain/free_periods.h"
#include "services/placements/domain/reading.h"
#include "services/placements/domain/references.h"
#include "services/placements/domain/scope.h"
#include "services/placements/domain/transaction.h"
#include "services/runtime/status/errors.h"

namespace boulevard::placements::domain {
namespace {

// The facility is locked before its district is read: a change of it is carried on to the places that are
// there.
absl::StatusOr<Place> InUnit(Tables& tables, const Place& draft) {
  ASSIGN_OR_RETURN(const Unit unit, ReferredTo("place.unitId", tables.stock.GetUnit(draft.unit_id)));
  ASSIGN_OR_RETURN(const Facility facility, tables.stock.LockFacility(unit.facility_id));
  Place place = draft;
  place.facility_id = facility.id;
  place.provider_id = facility.provider_id;
  place.programme_id = facility.programme_id;
  place.district = facility.district;
  return place;
}

// Closures may stay: they say why nobody lives there, whether or not the place is in the stock.
absl::Status CheckNobodyIn(const LockedPlace& locked, const Place& changed, Day today) {
  for (const Occupancy& occupancy : locked.of_place) {
    if (occupancy.source == OccupancySource::kClosure) continue;
    // Somebody who has not departed lives there, also past the planned end.
    const bool lives_on = occupancy.source == OccupancySource::kPlacement && occupancy.planned;
    const bool runs_on = occupancy.period.until > today || lives_on;
    if (changed.withdrawn && !locked.place.withdrawn && runs_on) {
      return runtime::Conflict("someone lives in the place, is booked or has an offer");
    }
    if (changed.available_from > locked.place.available_from &&
        occupancy.period.from < changed.available_from) {
      return runtime::Conflict(absl::StrCat("someone lives in the place, or is booked, from ",
                                            absl::FormatCivilTime(occupancy.period.from)));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<PageOf<Place>> Places::List(const runtime::CallContext& context, PlaceFilter filter,
                                           const Page& page) const {
  ASSIGN_OR_RETURN(filter.provider_id, ScopeOf(context.principal, filter.provider_id));
  return ReadFrom(store_, context.deadline,
                  [&](Tables& tables) { return tables.stock.ListPlaces(filter, page); });
}

absl::StatusOr<Place> Places::Get(const runtime::CallContext& context, const Uuid& id) const {
  ASSIGN_OR_RETURN(Place place, ReadFrom(store_, context.deadline,
                                         [&](Tables& tables) { return tables.stock.GetPlace(id); }));
  RETURN_IF_ERROR(CheckOwner(context.principal, place.provider_id));
  return place;
}

absl::StatusOr<Place> Places::Create(const runtime::CallContext& context, const Place& draft) const {
  const Uuid id = runtime::NewUuid(clock_.Now());
  const Day today = runtime::Today(clock_);
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Place> {
    ASSIGN_OR_RETURN(Place place, InUnit(tables, draft));
    RETURN_IF_ERROR(CheckOwner(context.principal, place.provider_id));
    place.id = id;
    ASSIGN_OR_RETURN(const std::vector<Unit> units, tables.bookings.LockUnits(std::span(&place.unit_id, 1)));
    RETURN_IF_ERROR(tables.stock.Insert(place));
    RETURN_IF_ERROR(RefreshFreePeriods(tables, place, units.front(), today));
    return place;
  });
}

absl::StatusOr<Place> Places::Update(const runtime::CallContext& context, const Uuid& id,
                                     absl::FunctionRef<absl::Status(Place&)> change) const {
  return Book(store_, clock_, context.deadline, std::span(&id, 1),
              [&](Booking& booking) -> absl::StatusOr<Place> {
                const LockedPlace& locked = booking.At(id);
                RETURN_IF_ERROR(CheckOwner(context.principal, locked.place.provider_id));
                Place place = locked.place;
                RETURN_IF_ERROR(change(place));
                RETURN_IF_ERROR(CheckNobodyIn(locked, place, booking.today()));
                RETURN_IF_ERROR(booking.Update(place));
                return place;
              });
}

}  // namespace boulevard::placements::domain
