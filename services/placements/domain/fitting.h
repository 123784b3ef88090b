#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_FITTING_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_FITTING_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/booking.h"
#include "services/placements/domain/rules.h"

// The rules (rules.h), held against what is in the database under its locks.
namespace boulevard::placements::domain {

// Whether a person may have a place in a period; the stay `leaving` ends by it. Gives the version of the
// rules that decided; FAILED_PRECONDITION with every rule that is broken. The booking has locked the young
// person.
absl::StatusOr<int> CheckRules(Booking& booking, const LockedPlace& locked, const Application& application,
                               const Period& period, const Uuid& leaving = {});

// Whether someone may stay for more days: who shares the unit is asked, who they are no more.
absl::Status CheckLongerStay(Booking& booking, const Placement& placement, const Period& added);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_FITTING_H_
