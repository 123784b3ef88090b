#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_CAPACITY_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_CAPACITY_H_

#include <optional>
#include <span>
#include <string>

#include "services/placements/domain/availability_types.h"
#include "services/runtime/auth/principal.h"

// What free places mean to someone who looks for one, beside those who wait.
namespace boulevard::placements::domain {

// Fewer people than this are not shown to who must not learn about persons.
inline constexpr int kSmallestShownCount = 11;

// Nothing when that role may not see so small a number.
std::optional<int> ShownTo(runtime::Role role, int people);

// Those of the programme who wish for that district, or mind none.
int WaitingIn(std::span<const WaitingCount> waiting, const std::string& programme_id,
              const std::string& district);

// A closed programme has none. Those who wait come first: there is room for one more when more places are
// free than people wait.
CapacityCode CapacityOf(int free, int waiting, bool closed, bool additional_assessment);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_CAPACITY_H_
