#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_PROBLEM_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_PROBLEM_H_

#include <vector>

#include "absl/functional/function_ref.h"
#include "services/placements/domain/assignment.h"
#include "services/placements/domain/match_types.h"

namespace boulevard::placements::domain {

// Everything that a proposal is made from, as it was at one time.
struct MatchWorld {
  Period period;  // of all stays
  std::vector<Candidate> candidates;
  std::vector<OpenPlace> places;
  std::vector<UnitRoom> rooms;      // of their units with quotas
  std::vector<Occupant> occupants;  // those who somebody waiting must not share with, and where they live
};

// Whether a candidate may live in a place, and how many of their wishes it meets; nothing when they may not.
// Asked only of one candidate and one place of all that are alike, and not about who else is in the unit.
using FitBetween = absl::FunctionRef<std::optional<int>(const Candidate&, const OpenPlace&)>;

// Applications and places in the order of the world.
AssignmentProblem ProblemOf(const MatchWorld& world, FitBetween fit_of);

// For how many of the places each application is fit, in the order of the world.
std::vector<int> FittingPlaces(const AssignmentProblem& problem);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_PROBLEM_H_
