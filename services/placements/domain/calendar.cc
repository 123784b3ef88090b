#include "services/placements/domain/calendar.h"

#include <algorithm>
#include <set>

namespace boulevard::placements::domain {
namespace {

CalendarUse UseOf(OccupancySource source) {
  switch (source) {
    case OccupancySource::kOffer:
      return CalendarUse::kOffer;
    case OccupancySource::kPlacement:
      return CalendarUse::kPlacement;
    case OccupancySource::kClosure:
      break;
  }
  return CalendarUse::kClosure;
}

// Days on which the use of a place can change, in order, both ends of `asked` included.
std::set<Day> Borders(const Place& place, std::span<const Occupancy> of_place, const Period& asked) {
  std::set<Day> borders = {asked.from, asked.until, place.available_from};
  for (const Occupancy& occupancy : of_place) {
    borders.insert({occupancy.period.from, occupancy.period.until, occupancy.busy_until});
  }
  borders.erase(borders.begin(), borders.lower_bound(asked.from));
  borders.erase(borders.upper_bound(asked.until), borders.end());
  return borders;
}

// What the place is used for on `period`, which has no border within.
CalendarPeriod UseOn(const Place& place, std::span<const Occupancy> of_place, const Period& period) {
  const Occupancy* taken_by = nullptr;
  const Occupancy* last_stay = nullptr;
  for (const Occupancy& occupancy : of_place) {
    // Sources are in the order of what is shown when data that was imported overlaps after all.
    if (occupancy.period.Contains(period) && (!taken_by || occupancy.source < taken_by->source)) {
      taken_by = &occupancy;
    }
    if (occupancy.source == OccupancySource::kClosure || occupancy.period.until > period.from) continue;
    if (!last_stay || occupancy.period.until > last_stay->period.until) last_stay = &occupancy;
  }
  if (taken_by) return {period, UseOf(taken_by->source), false, taken_by->source_id};
  const bool expected = last_stay && last_stay->planned;
  if (last_stay && period.from < last_stay->busy_until)
    return {period, CalendarUse::kTurnaround, expected, {}};
  if (place.withdrawn || period.from < place.available_from)
    return {period, CalendarUse::kNotInStock, false, {}};
  return {period, CalendarUse::kFree, expected, {}};
}

bool SameUse(const CalendarPeriod& a, const CalendarPeriod& b) {
  return a.use == b.use && a.expected == b.expected && a.source_id == b.source_id;
}

}  // namespace

std::vector<CalendarPeriod> ComputeCalendar(const Place& place, std::span<const Occupancy> of_place,
                                            const Period& asked) {
  std::vector<CalendarPeriod> periods;
  if (asked.Empty()) return periods;
  const std::set<Day> borders = Borders(place, of_place, asked);
  for (auto from = borders.begin(), until = std::next(from); until != borders.end(); ++from, ++until) {
    const CalendarPeriod next = UseOn(place, of_place, {*from, *until});
    if (!periods.empty() && SameUse(periods.back(), next)) {
      periods.back().period.until = *until;
    } else {
      periods.push_back(next);
    }
  }
  return periods;
}

}  // namespace boulevard::placements::domain
