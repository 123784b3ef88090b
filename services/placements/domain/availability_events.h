#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_AVAILABILITY_EVENTS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_AVAILABILITY_EVENTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/placements/domain/availability_types.h"
#include "services/placements/domain/types.h"

// What the outbox tells of availability, and what is told to those who listen.
namespace boulevard::placements::domain {

// A place of which the free periods, or what is shown with them, may have changed.
struct TouchedPlace {
  Uuid id;
  bool details = false;  // also what a filter asks of the place itself: its district, rent, features
};

struct TouchedPlaces {
  int64_t sequence = 0;     // of the last event that was read
  bool more = false;        // there are more events
  bool everything = false;  // more than can be named: ask anew
  std::vector<TouchedPlace> places;
};

// A place as it is now, with all that decides to whom it is free.
struct PlaceState {
  Place place;
  std::string unit_name;
  std::string facility_name;
  std::string provider_name;
  std::optional<KindCounts> unit_residents;  // of a unit with more than one place
  ResidentKinds programme_kinds;
  std::vector<FreePeriod> periods;  // as they are listed: what is not expected first
};

// The row that a list under this filter has of the place, or nothing.
std::optional<AvailablePlace> RowOf(const PlaceState& state, const AvailablePlaceFilter& filter);
// Whether what the filter asks of the place itself, which seldom changes, fits; periods aside.
bool DetailsFit(const PlaceState& state, const AvailablePlaceFilter& filter);
// The same of what never changes.
bool OriginFits(const PlaceState& state, const AvailablePlaceFilter& filter);

// What a listener is told at once.
struct AvailabilityNews {
  bool snapshot = false;  // what was told before does not count any more
  std::vector<AvailablePlace> available;
  std::vector<Uuid> gone;
  // Whoever goes on after it misses nothing; nothing while a snapshot is not complete.
  std::optional<int64_t> sequence;
  Day from;  // first day of the period that it is about
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_AVAILABILITY_EVENTS_H_
