#ifndef BOULEVARD_SERVICES_PLACEMENTS_SOLVER_RELAXATION_H_
#define BOULEVARD_SERVICES_PLACEMENTS_SOLVER_RELAXATION_H_

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "services/placements/domain/assignment.h"
#include "services/placements/solver/pools.h"

namespace boulevard::placements::solver {

// A person, and a unit that they are kept out of.
using Ban = std::pair<int, int>;

// The problem without who shares with whom, which is a flow of least cost through a network:
//
//   source -> person -> application -> profile -> (kind of a unit with quotas ->) pool -> sink
//
// No assignment that keeps to the bans has a greater total priority.
struct Relaxed {
  std::vector<std::vector<int>> applications;  // those that get a place of each pool
  int64_t total_priority = 0;
};

// How many arcs that network has, about.
int64_t ArcsOf(const domain::AssignmentProblem& problem, const Pools& pools);

// Only bans from units whose places are pools of their own are kept to.
Relaxed Relax(const domain::AssignmentProblem& problem, const Pools& pools, const std::set<Ban>& bans);

}  // namespace boulevard::placements::solver

#endif  // BOULEVARD_SERVICES_PLACEMENTS_SOLVER_RELAXATION_H_
