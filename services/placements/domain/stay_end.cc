#include "services/placements/domain/stay_end.h"

#include "services/placements/domain/conflicts.h"
#include "services/placements/domain/fitting.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

// With as many turnaround days as were booked.
Occupancy WithEnd(const LockedPlace& locked, Occupancy stay, Day ends_on) {
  const int turnaround = stay.period.until == kForever
                             ? locked.programme.turnaround_days
                             : static_cast<int>(stay.busy_until - stay.period.until);
  stay.period.until = ends_on;
  stay.busy_until = BusyUntil(ends_on, turnaround);
  return stay;
}

absl::Status CheckLonger(Booking& booking, const Placement& placement, const Occupancy& longer) {
  const LockedPlace& locked = booking.At(placement.place_id);
  RETURN_IF_ERROR(CheckClash(longer, locked.of_place));
  const Period added = {placement.period.until, longer.period.until};
  RETURN_IF_ERROR(CheckLongerStay(booking, placement, added));
  return booking.ClaimResident(placement.young_person_id, added, placement.id);
}

}  // namespace

absl::Status CheckStayDay(const Placement& placement, Day on, Day today) {
  if (on < placement.period.from) {
    return runtime::InvalidField("on", "order", "must not be before the stay began");
  }
  if (on > today) return runtime::InvalidField("on", "not-future", "must not be in the future");
  return absl::OkStatus();
}

absl::Status MoveEnd(Booking& booking, Placement& placement, Day ends_on) {
  const LockedPlace& locked = booking.At(placement.place_id);
  ASSIGN_OR_RETURN(const Occupancy planned, locked.TakenBy(placement.id));
  const Occupancy moved = WithEnd(locked, planned, ends_on);
  if (ends_on > placement.period.until) RETURN_IF_ERROR(CheckLonger(booking, placement, moved));
  placement.period.until = ends_on;
  return booking.tables().bookings.Update(moved);
}

absl::Status EndStay(Booking& booking, Placement& placement, Day on) {
  BookingTables& bookings = booking.tables().bookings;
  const LockedPlace& locked = booking.At(placement.place_id);
  ASSIGN_OR_RETURN(const Occupancy planned, locked.TakenBy(placement.id));
  Occupancy ended = WithEnd(locked, planned, on);
  ended.planned = false;
  if (on > placement.period.until) RETURN_IF_ERROR(CheckLonger(booking, placement, ended));
  placement.period.until = on;
  return placement.period.Empty() ? bookings.DeleteOccupancy(placement.place_id, placement.id)
                                  : bookings.Update(ended);
}

}  // namespace boulevard::placements::domain
