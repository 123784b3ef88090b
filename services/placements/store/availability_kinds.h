#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_AVAILABILITY_KINDS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_AVAILABILITY_KINDS_H_

#include <string_view>

// The events of the outbox that tell of what is free. Written by whatever changes it; the subject is the
// thing that the kind names. An event says that something changed, and not what: who reads it looks at what
// is there now, so that it cannot tell anything that is not true any more.
namespace boulevard::placements::store {

// When a place is free, and to whom.
inline constexpr std::string_view kPlaceAvailability = "place.availability";
// What a filter or a row of the list has of it beside that.
inline constexpr std::string_view kPlaceChanged = "place.changed";
inline constexpr std::string_view kUnitChanged = "unit.changed";  // also who lives there
inline constexpr std::string_view kFacilityChanged = "facility.changed";
inline constexpr std::string_view kProviderChanged = "provider.changed";
inline constexpr std::string_view kProgrammeChanged = "programme.changed";  // payload: its id
// Stock by the thousand: one event, and none for each place.
inline constexpr std::string_view kStockLoaded = "stock.loaded";

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_AVAILABILITY_KINDS_H_
