#include "services/placements/domain/transfer.h"

#include <string>
#include <utility>

#include "services/placements/domain/fitting.h"
#include "services/placements/domain/placement_state.h"
#include "services/placements/domain/stay_end.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

absl::Status CheckRulesOfTarget(Booking& booking, const Placement& leaving, const LockedPlace& target,
                                const Period& period) {
  const std::string& programme_id = booking.At(leaving.place_id).place.programme_id;
  ASSIGN_OR_RETURN(Application application, booking.tables().applications.Get(leaving.application_id));
  // Whatever it was made for: a transfer stays within the programme that is lived in.
  application.programme_id = programme_id;
  // Within a unit nobody is added: the stay that ends does not count.
  return CheckRules(booking, target, application, period, leaving.id).status();
}

absl::Status CheckTarget(Booking& booking, const Placement& leaving, const LockedPlace& target,
                         const Occupancy& stay) {
  RETURN_IF_ERROR(CheckRulesOfTarget(booking, leaving, target, stay.period));
  RETURN_IF_ERROR(target.CheckFree(stay));
  ASSIGN_OR_RETURN(const std::optional<Placement> living,
                   booking.tables().bookings.ArrivedPlacementIn(target.place.id));
  if (living) return runtime::Conflict("someone who has not departed lives in the place");
  return booking.ClaimResident(leaving.young_person_id, stay.period, leaving.id);
}

// In the order of the units' ids, so that no two transfers wait for each other.
absl::Status CountMove(BookingTables& bookings, const Unit& from, const Unit& to, ResidentKind kind) {
  if (from.id == to.id) return absl::OkStatus();
  const bool from_first = from.id < to.id;
  RETURN_IF_ERROR(bookings.CountResident(from_first ? from.id : to.id, kind, from_first ? -1 : 1));
  return bookings.CountResident(from_first ? to.id : from.id, kind, from_first ? 1 : -1);
}

Placement StartedFrom(const Placement& leaving, const LockedPlace& target, const Period& period,
                      absl::Time now) {
  return {.id = runtime::NewUuid(now),
          .place_id = target.place.id,
          .provider_id = target.place.provider_id,
          .application_id = leaving.application_id,
          .young_person_id = leaving.young_person_id,
          .resident_kind = leaving.resident_kind,
          .state = PlacementState::kArrived,
          .period = period,
          .transferred_from = leaving.id,
          .created_at = now};
}

}  // namespace

absl::StatusOr<Transferred> TransferStay(Booking& booking, const Uuid& id, const Uuid& to_place_id,
                                         std::optional<Day> on) {
  BookingTables& bookings = booking.tables().bookings;
  ASSIGN_OR_RETURN(Placement ended, bookings.GetPlacement(id));
  ASSIGN_OR_RETURN(ended.state, AfterPlacementStep("transfer", ended.state));
  const Day day = on.value_or(booking.today());
  RETURN_IF_ERROR(CheckStayDay(ended, day, booking.today()));

  const LockedPlace& source = booking.At(ended.place_id);
  const LockedPlace& target = booking.At(to_place_id);
  const Period period = {day, ended.period.until > day ? ended.period.until : kForever};
  Placement started = StartedFrom(ended, target, period, booking.now());
  const Occupancy stay =
      target.StayOf(started.id, OccupancySource::kPlacement, started.resident_kind, period);
  RETURN_IF_ERROR(CheckTarget(booking, ended, target, stay));
  ASSIGN_OR_RETURN(const Readiness readiness, booking.tables().readiness.ReadinessOf(ended.young_person_id));
  SetBlocked(readiness, started);
  RETURN_IF_ERROR(EndStay(booking, ended, day));
  ended.departure_reason = DepartureReason::kMovedWithinProgramme;
  ended.transferred_to = started.id;
  RETURN_IF_ERROR(bookings.Update(ended));
  RETURN_IF_ERROR(bookings.Insert(started));
  RETURN_IF_ERROR(bookings.Insert(stay));
  RETURN_IF_ERROR(CountMove(bookings, source.unit, target.unit, started.resident_kind));
  return Transferred{std::move(ended), started};
}

}  // namespace boulevard::placements::domain
