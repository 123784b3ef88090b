#ifndef BOULEVARD_TESTS_RACE_INVARIANTS_H_
#define BOULEVARD_TESTS_RACE_INVARIANTS_H_

#include <string>
#include <vector>

#include "services/runtime/db/pool.h"
#include "tests/race/actor.h"

// What must hold in the database whatever ran at once. Asked by SQL over everything, from the tables of
// offers, placements and closures and not only from what the bookings keep for themselves; to be asked when
// nothing books. Each gives one line for what is broken, and nothing when all holds.
namespace boulevard::tests {

std::vector<std::string> BrokenInvariants(runtime::db::Pool& pool);

// free_periods holds for every place what the domain computes from its occupancies; to be asked when nothing
// books, as the next one.
std::vector<std::string> StaleFreePeriods(runtime::db::Pool& pool);

// What was acknowledged and is not there, or stands in a state that cannot follow.
std::vector<std::string> LostAcknowledgements(runtime::db::Pool& pool,
                                              const std::vector<Acknowledged>& acknowledged);

// Whether no open offer will expire within a minute: those that did have been expired.
bool NoOfferAboutToExpire(runtime::db::Pool& pool);

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_RACE_INVARIANTS_H_
