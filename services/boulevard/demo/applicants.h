#ifndef BOULEVARD_SERVICES_BOULEVARD_DEMO_APPLICANTS_H_
#define BOULEVARD_SERVICES_BOULEVARD_DEMO_APPLICANTS_H_

#include <vector>

#include "services/boulevard/demo/dice.h"
#include "services/boulevard/demo/ids.h"
#include "services/placements/domain/types.h"

namespace boulevard::demo {

absl::Time TimeAt(placements::domain::Day day, int hour);

// Of someone who fits the programme on that day, and got a place in it.
placements::domain::Application MakeApplication(const placements::domain::Programme& programme,
                                                placements::domain::ResidentKind kind,
                                                placements::domain::Day starts_on,
                                                placements::domain::Day today, Dice& dice, Ids& ids);

// Those who have no place in the programme: a waiting list, and what comes before and beside it.
void AddApplicants(const placements::domain::Programme& programme, placements::domain::Day today, Dice& dice,
                   Ids& ids, std::vector<placements::domain::Application>& applications);

}  // namespace boulevard::demo

#endif  // BOULEVARD_SERVICES_BOULEVARD_DEMO_APPLICANTS_H_
