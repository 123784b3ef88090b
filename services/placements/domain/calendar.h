#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_CALENDAR_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_CALENDAR_H_

#include <optional>
#include <span>
#include <vector>

#include "services/placements/domain/types.h"

namespace boulevard::placements::domain {

struct CalendarPeriod {
  Period period;
  CalendarUse use = CalendarUse::kFree;
  bool expected = false;          // free or turnaround after a stay that has only a planned end
  std::optional<Uuid> source_id;  // the placement, offer or closure

  friend bool operator==(const CalendarPeriod&, const CalendarPeriod&) = default;
};

// What a place is taken by on the days of `asked`, in order, without gaps or overlaps: each period ends where
// the next begins, and two that touch differ. A closure in the turnaround of a stay is shown as the closure.
// A withdrawn place is not in stock where nothing takes it, whatever the day: when it left is not kept.
std::vector<CalendarPeriod> ComputeCalendar(const Place& place, std::span<const Occupancy> of_place,
                                            const Period& asked);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_CALENDAR_H_
