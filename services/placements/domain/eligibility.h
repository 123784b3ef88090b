#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_ELIGIBILITY_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_ELIGIBILITY_H_

#include <optional>
#include <span>
#include <vector>

#include "services/placements/domain/types.h"
#include "services/runtime/status/errors.h"

// The named rules by which a place is given to a person. Each breach carries the two values compared.
namespace boulevard::placements::domain {

// Whole years. Someone born on 29 February turns a year older on 1 March when there is no 29 February.
int AgeOn(Day birth_date, Day on);

// programme-closed, age (on the first day), resident-kind, guidance-level: all that are broken.
std::vector<runtime::RuleBreach> BrokenRules(const Programme& programme, const Application& application,
                                             Day starts_on);

// unit-quota: one more of that kind in the unit throughout the period. The stay with source `ignored` does
// not count.
std::optional<runtime::RuleBreach> BrokenQuota(const Unit& unit, std::span<const Occupancy> of_unit,
                                               ResidentKind kind, const Period& period,
                                               const Uuid& ignored = {});

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_ELIGIBILITY_H_
