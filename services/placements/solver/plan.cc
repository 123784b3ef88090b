#include "services/placements/solver/plan.h"

#include <algorithm>
#include <numeric>

namespace boulevard::placements::solver {

using domain::Assignment;
using domain::AssignmentProblem;

Neighbours::Neighbours(const AssignmentProblem& problem)
    : apart_(static_cast<size_t>(problem.persons)), barred_(static_cast<size_t>(problem.persons)) {
  for (const auto& [one, other] : problem.apart) {
    apart_[static_cast<size_t>(one)].push_back(other);
    apart_[static_cast<size_t>(other)].push_back(one);
  }
  for (const auto& [person, unit] : problem.barred) barred_[static_cast<size_t>(person)].push_back(unit);
  for (std::vector<int>& units : barred_) std::sort(units.begin(), units.end());
}

bool Neighbours::Barred(int person, int unit) const {
  const std::vector<int>& units = BarredFrom(person);
  return std::binary_search(units.begin(), units.end(), unit);
}

Plan::Plan(const AssignmentProblem& problem, const Neighbours& neighbours)
    : problem_(&problem),
      neighbours_(&neighbours),
      taken_by_(problem.places.size(), -1),
      placed_(static_cast<size_t>(problem.persons)),
      persons_in_(problem.units.size()),
      taken_room_(problem.units.size()) {}

bool Plan::HasRoom(int unit, domain::ResidentKind kind) const {
  const auto& room = problem_->units[static_cast<size_t>(unit)].room;
  return !room || taken_room_[static_cast<size_t>(unit)][kind] < (*room)[kind];
}

bool Plan::CanShare(int person, int unit) const {
  if (neighbours_->Barred(person, unit)) return false;
  const std::vector<int>& apart = neighbours_->ApartFrom(person);
  if (apart.empty()) return true;
  const std::vector<int>& there = PersonsIn(unit);
  return std::none_of(there.begin(), there.end(),
                      [&](int other) { return std::find(apart.begin(), apart.end(), other) != apart.end(); });
}

bool Plan::CanTake(int application, int place) const {
  const AssignmentProblem::Application& wanting = problem_->applications[static_cast<size_t>(application)];
  const AssignmentProblem::Place& wanted = problem_->places[static_cast<size_t>(place)];
  return Free(place) && !Placed(wanting.person) &&
         problem_->Fit(wanting.profile, wanted.feature) != AssignmentProblem::kNoFit &&
         HasRoom(wanted.unit, wanting.kind) && CanShare(wanting.person, wanted.unit);
}

void Plan::Take(int application, int place) {
  const AssignmentProblem::Application& taking = problem_->applications[static_cast<size_t>(application)];
  const auto unit = static_cast<size_t>(problem_->places[static_cast<size_t>(place)].unit);
  taken_by_[static_cast<size_t>(place)] = application;
  placed_[static_cast<size_t>(taking.person)] = true;
  persons_in_[unit].push_back(taking.person);
  ++taken_room_[unit][taking.kind];
  total_priority_ += taking.priority;
}

void Plan::Fill() {
  std::vector<int> free;
  for (size_t place = 0; place < taken_by_.size(); ++place) {
    if (taken_by_[place] < 0) free.push_back(static_cast<int>(place));
  }
  std::vector<int> order(problem_->applications.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return problem_->applications[static_cast<size_t>(a)].priority >
           problem_->applications[static_cast<size_t>(b)].priority;
  });
  for (const int application : order) {
    if (free.empty()) return;
    const int profile = problem_->applications[static_cast<size_t>(application)].profile;
    auto best = free.end();
    int8_t best_fit = AssignmentProblem::kNoFit;
    for (auto place = free.begin(); place != free.end(); ++place) {
      const int8_t fit = problem_->Fit(profile, problem_->places[static_cast<size_t>(*place)].feature);
      if (fit <= best_fit || !CanTake(application, *place)) continue;
      best = place;
      best_fit = fit;
    }
    if (best == free.end()) continue;
    Take(application, *best);
    free.erase(best);
  }
}

std::vector<Assignment::Line> Plan::Lines() const {
  std::vector<Assignment::Line> lines;
  for (size_t place = 0; place < taken_by_.size(); ++place) {
    if (taken_by_[place] >= 0) lines.push_back({taken_by_[place], static_cast<int>(place)});
  }
  std::sort(lines.begin(), lines.end(), [](const Assignment::Line& a, const Assignment::Line& b) {
    return a.application < b.application;
  });
  return lines;
}

}  // namespace boulevard::placements::solver
