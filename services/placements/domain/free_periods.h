#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_FREE_PERIODS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_FREE_PERIODS_H_

#include <optional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "services/placements/domain/quota.h"
#include "services/placements/domain/store.h"
#include "services/placements/domain/types.h"

// When a place is free, and to whom. The periods are kept beside the occupancies by every transaction that
// changes those, so that asking what is free is no search.
namespace boulevard::placements::domain {

// The periods of a place that have not ended before `today`, in order; none of a withdrawn place. Each begins
// on the day that the place became free, also when that is long ago.
//
// A period is expected when the stay before it has only a planned end: somebody may still live there. In a
// unit with quotas it is cut for each resident kind to the days on which the unit has room for that kind, and
// is expected too when that room depends on a planned end. Rows that differ only in their kinds are one row.
// Listed are those that no other row makes superfluous to someone who asks for no kind.
//
// `of_place` are all its occupancies; `of_unit`, read only when there are quotas, all of its unit.
std::vector<FreePeriod> ComputeFreePeriods(const Place& place, const std::optional<KindCounts>& quotas,
                                           std::span<const Occupancy> of_place,
                                           std::span<const Occupancy> of_unit, Day today);

// Ends every change of a place's occupancies, `available_from`, `withdrawn`, rent or features, and of the
// quotas of its unit. With quotas it does so for every place of the unit, because the room is shared. The
// caller holds the place's lock, and the unit's when that has quotas, and has written its changes.
absl::Status RefreshFreePeriods(Tables& tables, const Place& place, const Unit& unit, Day today);

// The same for every place of a unit, quotas or none: after its quotas changed, with all its places locked.
absl::Status RefreshFreePeriodsOfUnit(Tables& tables, const Unit& unit, Day today);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_FREE_PERIODS_H_
