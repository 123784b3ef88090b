#include "services/placements/domain/booking.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/placements/domain/application_offers.h"
#include "services/placements/domain/conflicts.h"
#include "services/placements/domain/free_periods.h"
#include "services/runtime/status/errors.h"

namespace boulevard::placements::domain {

absl::Time NowOf(const runtime::Clock& clock) {
  return absl::FromUnixMicros(absl::ToUnixMicros(clock.Now()));
}

Occupancy LockedPlace::StayOf(const Uuid& source_id, OccupancySource source, ResidentKind kind,
                              const Period& period) const {
  return {.place_id = place.id,
          .unit_id = place.unit_id,
          .source_id = source_id,
          .source = source,
          .period = period,
          .busy_until = BusyUntil(period.until, programme.turnaround_days),
          .planned = true,
          .resident_kind = kind};
}

absl::StatusOr<Occupancy> LockedPlace::TakenBy(const Uuid& source_id) const {
  for (const Occupancy& occupancy : of_place) {
    if (occupancy.source_id == source_id) return occupancy;
  }
  return absl::InternalError("something that runs takes no place");
}

absl::Status LockedPlace::CheckFree(const Occupancy& stay) const {
  if (place.withdrawn) return runtime::Conflict("the place is withdrawn");
  if (stay.period.from < place.available_from) {
    return runtime::Conflict(
        absl::StrCat("the place is available from ", absl::FormatCivilTime(place.available_from)));
  }
  return CheckClash(stay, of_place);
}

Booking::Booking(Tables& tables, absl::Time now)
    : tables_(tables), now_(now), today_(runtime::TodayIn(now)) {}

const LockedPlace& Booking::At(const Uuid& place_id) const {
  return *std::find_if(places_.begin(), places_.end(),
                       [&](const LockedPlace& locked) { return locked.place.id == place_id; });
}

bool Booking::Locks(const Uuid& place_id) const {
  return std::any_of(places_.begin(), places_.end(),
                     [&](const LockedPlace& locked) { return locked.place.id == place_id; });
}

absl::Status Booking::Update(const Place& place) {
  const auto locked = std::find_if(places_.begin(), places_.end(),
                                   [&](const LockedPlace& other) { return other.place.id == place.id; });
  locked->place = place;
  return tables_.stock.Update(place);
}

absl::Status Booking::ClaimResident(const Uuid& young_person_id, const Period& period, const Uuid& ignored) {
  RETURN_IF_ERROR(tables_.bookings.LockResident(young_person_id));
  ASSIGN_OR_RETURN(const std::vector<Placement> running,
                   tables_.bookings.RunningPlacementsOf(young_person_id));
  for (const Placement& placement : running) {
    if (placement.id == ignored || !placement.period.Overlaps(period)) continue;
    return runtime::Conflict(absl::StrCat("the young person has another placement, from ",
                                          absl::FormatCivilTime(placement.period.from)));
  }
  return absl::OkStatus();
}

absl::Status Booking::Lock(std::span<const Uuid> place_ids, std::span<const Uuid> residents) {
  ASSIGN_OR_RETURN(std::vector<Place> places, tables_.bookings.LockPlaces(place_ids));
  std::vector<Unit> units;
  std::vector<Uuid> to_lock;
  ASSIGN_OR_RETURN(const bool keeps_apart, KeepsApart(residents));
  for (const Place& place : places) {
    ASSIGN_OR_RETURN(Unit unit, tables_.stock.GetUnit(place.unit_id));
    if (unit.quotas || keeps_apart) to_lock.push_back(unit.id);
    units.push_back(std::move(unit));
  }
  // Quotas change only with every place of the unit locked: what was read above still holds.
  RETURN_IF_ERROR(tables_.bookings.LockUnits(to_lock).status());
  for (size_t i = 0; i < places.size(); ++i) {
    const bool unit_locked = units[i].quotas || keeps_apart;
    ASSIGN_OR_RETURN(LockedPlace locked, LockedWith(std::move(places[i]), std::move(units[i]), unit_locked));
    places_.push_back(std::move(locked));
  }
  // An offer whose time is over holds nothing, also before the sweeper has come by.
  ASSIGN_OR_RETURN(const std::vector<Offer> overdue, FindOverdue());
  RETURN_IF_ERROR(LockResidents(residents, overdue));
  for (const Offer& offer : overdue) RETURN_IF_ERROR(Expire(offer));
  return absl::OkStatus();
}

absl::StatusOr<bool> Booking::KeepsApart(std::span<const Uuid> residents) {
  for (const Uuid& resident : residents) {
    ASSIGN_OR_RETURN(const std::vector<Uuid> apart, tables_.applications.ApartFrom(resident));
    if (!apart.empty()) return true;
  }
  return false;
}

absl::StatusOr<LockedPlace> Booking::LockedWith(Place place, Unit unit, bool unit_locked) {
  LockedPlace locked{.place = std::move(place), .unit = std::move(unit), .unit_locked = unit_locked};
  ASSIGN_OR_RETURN(locked.programme, tables_.stock.GetProgramme(locked.place.programme_id));
  ASSIGN_OR_RETURN(locked.of_unit, locked.unit.quotas
                                       ? tables_.bookings.OccupanciesOfUnit(locked.unit.id, kBeginning)
                                       : tables_.bookings.OccupanciesOfPlace(locked.place.id, kBeginning));
  std::copy_if(locked.of_unit.begin(), locked.of_unit.end(), std::back_inserter(locked.of_place),
               [&](const Occupancy& occupancy) { return occupancy.place_id == locked.place.id; });
  return locked;
}

absl::StatusOr<std::vector<Offer>> Booking::FindOverdue() {
  std::vector<Offer> overdue;
  for (const LockedPlace& locked : places_) {
    for (const Occupancy& occupancy : locked.of_unit) {
      if (occupancy.source != OccupancySource::kOffer) continue;
      const auto same = [&](const Offer& found) { return found.id == occupancy.source_id; };
      if (std::any_of(overdue.begin(), overdue.end(), same)) continue;
      ASSIGN_OR_RETURN(Offer offer, tables_.bookings.GetOffer(occupancy.source_id));
      if (offer.expires_at <= now_) overdue.push_back(std::move(offer));
    }
  }
  return overdue;
}

absl::Status Booking::LockResidents(std::span<const Uuid> residents, std::span<const Offer> overdue) {
  std::set<Uuid> in_order(residents.begin(), residents.end());
  for (const Offer& offer : overdue) {
    ASSIGN_OR_RETURN(const Application application, tables_.applications.Get(offer.application_id));
    in_order.insert(application.young_person_id);
  }
  for (const Uuid& resident : in_order) RETURN_IF_ERROR(tables_.bookings.LockResident(resident));
  return absl::OkStatus();
}

absl::Status Booking::Expire(Offer offer) {
  offer.state = OfferState::kExpired;
  offer.closed_at = offer.expires_at;
  RETURN_IF_ERROR(tables_.bookings.Update(offer));
  RETURN_IF_ERROR(tables_.bookings.DeleteOccupancy(offer.place_id, offer.id));
  const auto is_its = [&](const Occupancy& occupancy) { return occupancy.source_id == offer.id; };
  for (LockedPlace& locked : places_) {
    std::erase_if(locked.of_unit, is_its);
    std::erase_if(locked.of_place, is_its);
  }
  return MoveOnFromOffer(tables_, offer.application_id, "expire-offer", Actor{}, now_);
}

absl::Status Booking::Finish() {
  std::vector<Uuid> bumped_units;
  for (const LockedPlace& locked : places_) {
    RETURN_IF_ERROR(tables_.bookings.BumpPlace(locked.place.id));
    const Uuid& unit_id = locked.unit.id;
    if (std::find(bumped_units.begin(), bumped_units.end(), unit_id) != bumped_units.end()) continue;
    RETURN_IF_ERROR(RefreshFreePeriods(tables_, locked.place, locked.unit, today_));
    if (!locked.unit_locked) continue;
    RETURN_IF_ERROR(tables_.bookings.BumpUnit(unit_id));
    bumped_units.push_back(unit_id);
  }
  return absl::OkStatus();
}

absl::Status RunBooking(Store& store, const runtime::Clock& clock, absl::Time deadline,
                        std::span<const Uuid> place_ids, absl::FunctionRef<absl::Status(Booking&)> work,
                        std::span<const Uuid> residents) {
  return store.InTransaction(deadline, [&](Tables& tables) -> absl::Status {
    Booking booking(tables, NowOf(clock));
    RETURN_IF_ERROR(booking.Lock(place_ids, residents));
    RETURN_IF_ERROR(work(booking));
    return booking.Finish();
  });
}

}  // namespace boulevard::placements::domain
