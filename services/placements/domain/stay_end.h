#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_STAY_END_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_STAY_END_H_

#include "absl/status/status.h"
#include "services/placements/domain/booking.h"

// Moving the end of a stay, with what it takes, under the lock of its place. None of these writes the
// placement.
namespace boulevard::placements::domain {

// The day that a departure or transfer is dated: not before the stay began, not in the future.
absl::Status CheckStayDay(const Placement& placement, Day on, Day today);

// Plans another end. Days that it adds must be free in the place, the unit's quota and the person's other
// placements.
absl::Status MoveEnd(Booking& booking, Placement& placement, Day ends_on);

// Ends the stay on that day, for good; checks like MoveEnd when that is later than was planned. A stay that
// ends on its first day takes nothing any more.
absl::Status EndStay(Booking& booking, Placement& placement, Day on);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_STAY_END_H_
