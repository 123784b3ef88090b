#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_TRANSFER_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_TRANSFER_H_

#include <optional>

#include "absl/status/statusor.h"
#include "services/placements/domain/booking.h"
#include "services/placements/domain/stays.h"

namespace boulevard::placements::domain {

// Moves an arrived person to another place of the programme: the old stay ends and the new one begins on the
// same day. `booking` holds both places. See Stays::Transfer.
absl::StatusOr<Transferred> TransferStay(Booking& booking, const Uuid& id, const Uuid& to_place_id,
                                         std::optional<Day> on);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_TRANSFER_H_
