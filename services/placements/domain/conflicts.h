#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_CONFLICTS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_CONFLICTS_H_

#include <span>

#include "absl/status/status.h"
#include "services/placements/domain/types.h"

// When two things cannot take the same place.
namespace boulevard::placements::domain {

// Until when a stay that ends then keeps its place busy.
Day BusyUntil(Day ends_on, int turnaround_days);

// Stays and offers clash when each starts before the other's turnaround is over. A closure may lie in the
// turnaround of a stay, but not in its days, those of an offer, or another closure.
bool Clash(const Occupancy& one, const Occupancy& other);

// ABORTED naming the first of `of_place` that clashes with `wanted`: what it is and when, never who. What has
// the same source as `wanted` does not count.
absl::Status CheckClash(const Occupancy& wanted, std::span<const Occupancy> of_place);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_CONFLICTS_H_
