#ifndef BOULEVARD_SERVICES_PLACEMENTS_SOLVER_FLOW_SOLVER_H_
#define BOULEVARD_SERVICES_PLACEMENTS_SOLVER_FLOW_SOLVER_H_

#include "services/placements/domain/assignment.h"

namespace boulevard::placements::solver {

// A domain::AssignmentSolver over LEMON's network simplex.
//
// Who shares with whom is no flow. So the network is solved without it, which bounds the total from above,
// and its solution looked at unit by unit. Where persons clash, the problem is branched on which of them
// stays out of that unit, the branch with the highest bound first; each step also gives a whole assignment by
// filling in greedily. It ends when the best of these meets the bound, or at a limit: then with what it has,
// the bound that is left, and `optimal` false.
domain::Assignment SolveByFlow(const domain::AssignmentProblem& problem, const domain::SolveLimits& limits);

}  // namespace boulevard::placements::solver

#endif  // BOULEVARD_SERVICES_PLACEMENTS_SOLVER_FLOW_SOLVER_H_
