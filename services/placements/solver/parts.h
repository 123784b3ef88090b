#ifndef BOULEVARD_SERVICES_PLACEMENTS_SOLVER_PARTS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_SOLVER_PARTS_H_

#include <vector>

#include "services/placements/domain/assignment.h"

namespace boulevard::placements::solver {

// A part of a problem that has nothing to do with the rest: no application of it fits a place elsewhere. As a
// rule a programme.
struct Part {
  domain::AssignmentProblem problem;
  // Which those of the whole are.
  std::vector<int> applications;
  std::vector<int> places;
};

// Without what fits nothing.
std::vector<Part> PartsOf(const domain::AssignmentProblem& problem);

}  // namespace boulevard::placements::solver

#endif  // BOULEVARD_SERVICES_PLACEMENTS_SOLVER_PARTS_H_
