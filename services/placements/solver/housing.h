#ifndef BOULEVARD_SERVICES_PLACEMENTS_SOLVER_HOUSING_H_
#define BOULEVARD_SERVICES_PLACEMENTS_SOLVER_HOUSING_H_

#include <set>
#include <vector>

#include "services/placements/solver/plan.h"
#include "services/placements/solver/pools.h"
#include "services/placements/solver/relaxation.h"

namespace boulevard::placements::solver {

// Persons who cannot all live in the unit.
struct Clash {
  int unit = 0;
  std::vector<int> persons;  // the one for whom there was no place any more is the last
};

// What became of a relaxed solution when its places were looked for one by one. Who is not in the plan is in
// a clash, or in a pool that is too coarse.
struct Housing {
  Plan plan;                   // those who got one
  std::vector<Clash> clashes;  // why others did not
  std::set<int> too_coarse;    // pools in which it matters what unit a place is in
};

Housing House(const domain::AssignmentProblem& problem, const Neighbours& neighbours, const Pools& pools,
              const std::set<Ban>& bans, const Relaxed& relaxed);

}  // namespace boulevard::placements::solver

#endif  // BOULEVARD_SERVICES_PLACEMENTS_SOLVER_HOUSING_H_
