#ifndef BOULEVARD_SERVICES_PLACEMENTS_SOLVER_PLAN_H_
#define BOULEVARD_SERVICES_PLACEMENTS_SOLVER_PLAN_H_

#include <cstdint>
#include <vector>

#include "services/placements/domain/assignment.h"

namespace boulevard::placements::solver {

// What a problem says of persons and units, to be looked up.
class Neighbours {
 public:
  explicit Neighbours(const domain::AssignmentProblem& problem);

  const std::vector<int>& ApartFrom(int person) const { return apart_[static_cast<size_t>(person)]; }
  // In order.
  const std::vector<int>& BarredFrom(int person) const { return barred_[static_cast<size_t>(person)]; }
  bool Barred(int person, int unit) const;
  // There is somebody they must not share with.
  bool Delicate(int person) const { return !ApartFrom(person).empty() || !BarredFrom(person).empty(); }

 private:
  std::vector<std::vector<int>> apart_;
  std::vector<std::vector<int>> barred_;
};

// An assignment in the making, which never breaks a rule: each step is held against all of them.
class Plan {
 public:
  // Both outlive it.
  Plan(const domain::AssignmentProblem& problem, const Neighbours& neighbours);

  bool CanTake(int application, int place) const;
  // Whether the person could live in the unit, wherever there is a place.
  bool CanShare(int person, int unit) const;
  void Take(int application, int place);

  bool Placed(int person) const { return placed_[static_cast<size_t>(person)]; }
  bool Free(int place) const { return taken_by_[static_cast<size_t>(place)] < 0; }
  // For how many more of that kind.
  bool HasRoom(int unit, domain::ResidentKind kind) const;
  const std::vector<int>& PersonsIn(int unit) const { return persons_in_[static_cast<size_t>(unit)]; }
  int64_t total_priority() const { return total_priority_; }

  // Gives the places that are left to those who are left, the highest priority first: to each the place that
  // meets most wishes.
  void Fill();

  std::vector<domain::Assignment::Line> Lines() const;

 private:
  const domain::AssignmentProblem* problem_;
  const Neighbours* neighbours_;
  std::vector<int> taken_by_;                   // by place; -1: free
  std::vector<bool> placed_;                    // by person
  std::vector<std::vector<int>> persons_in_;    // by unit
  std::vector<domain::KindCounts> taken_room_;  // by unit
  int64_t total_priority_ = 0;
};

}  // namespace boulevard::placements::solver

#endif  // BOULEVARD_SERVICES_PLACEMENTS_SOLVER_PLAN_H_
