#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_QUOTA_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_QUOTA_H_

#include <span>
#include <vector>

#include "services/placements/domain/types.h"

// How many residents of a kind share a unit. Only the days of stays and offers count, never their turnaround:
// a quota is about who lives together.
namespace boulevard::placements::domain {

// Earlier than anything that is kept.
inline constexpr Day kBeginning = Day(1900, 1, 1);

// The greatest number of stays and offers of that kind on one day of `period`; the one with source `ignored`
// does not count.
int MostAtOnce(std::span<const Occupancy> of_unit, ResidentKind kind, const Period& period,
               const Uuid& ignored = {});

// Fewer than the quota live in the unit on every day of it.
struct Room {
  Period period;
  bool expected = false;  // begins because of ends that are only planned
};

// Every longest such period, in order.
std::vector<Room> RoomInUnit(std::span<const Occupancy> of_unit, ResidentKind kind, int quota);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_QUOTA_H_
