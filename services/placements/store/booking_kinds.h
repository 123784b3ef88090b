#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_BOOKING_KINDS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_BOOKING_KINDS_H_

#include <string_view>

// The events of the outbox that tell of bookings. The subject is the thing that the kind names, and an event
// says that it was made or changed, and not what.
namespace boulevard::placements::store {

inline constexpr std::string_view kOfferChanged = "offer.changed";
inline constexpr std::string_view kPlacementChanged = "placement.changed";

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_BOOKING_KINDS_H_
