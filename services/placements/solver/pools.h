#ifndef BOULEVARD_SERVICES_PLACEMENTS_SOLVER_POOLS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_SOLVER_POOLS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "services/placements/domain/assignment.h"

namespace boulevard::placements::solver {

// The places of one unit in a pool.
struct Share {
  int unit = 0;
  std::vector<int> places;
};

// Places that a network need not tell apart. Where quotas do not bind (each kind has room for as many as
// there are places, or for none), all places of one feature and the same kinds are alike, wherever they are;
// where they do, all units with the same room and the same number of places of one feature. In a unit whose
// quotas bind and whose places differ they stand together, and which of them fits is left for later.
struct Pool {
  std::vector<int> features;  // one, unless it is such a unit
  domain::ResidentKinds kinds;
  std::optional<domain::KindCounts> room;  // of each share, where quotas bind
  std::vector<Share> shares;

  int Places() const;
  bool OfOneUnit() const { return shares.size() == 1; }
  // The greatest fit of its places; kNoFit also for other kinds.
  int8_t Fit(const domain::AssignmentProblem& problem, int profile, domain::ResidentKind kind) const;
};

// Every place of a problem in one pool.
class Pools {
 public:
  explicit Pools(const domain::AssignmentProblem& problem);

  const std::vector<Pool>& all() const { return pools_; }
  // Those that are of this unit alone.
  const std::vector<int>& Of(int unit) const { return of_unit_[static_cast<size_t>(unit)]; }
  // Makes each of its shares a pool: where it matters who lives with whom, units are not alike.
  void Split(int pool);

 private:
  void Know(int pool);

  std::vector<Pool> pools_;
  std::vector<std::vector<int>> of_unit_;
};

}  // namespace boulevard::placements::solver

#endif  // BOULEVARD_SERVICES_PLACEMENTS_SOLVER_POOLS_H_
