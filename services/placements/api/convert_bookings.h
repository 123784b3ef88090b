#ifndef BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_BOOKINGS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_BOOKINGS_H_

#include "boulevard/placements/v1/closures.pb.h"
#include "boulevard/placements/v1/offers.pb.h"
#include "boulevard/placements/v1/placements.pb.h"
#include "services/placements/domain/types.h"

// What books places, between contract and domain. An id that the caller may not see is nil, and left out.
namespace boulevard::placements::api {

v1::Closure ClosureMessage(const domain::Closure& closure);
v1::Offer OfferMessage(const domain::Offer& offer);
v1::Placement PlacementMessage(const domain::Placement& placement);

// Without what the service fills in.
domain::Closure ClosureFrom(const v1::Closure& message);

}  // namespace boulevard::placements::api

#endif  // BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_BOOKINGS_H_
