#include "services/placements/solver/housing.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace boulevard::placements::solver {
namespace {

using domain::AssignmentProblem;

class Housekeeper {
 public:
  Housekeeper(const AssignmentProblem& problem, const Neighbours& neighbours, const Pools& pools,
              const std::set<Ban>& bans, const Relaxed& relaxed)
      : problem_(problem),
        neighbours_(neighbours),
        pools_(pools),
        bans_(bans),
        relaxed_(relaxed),
        housing_{Plan(problem, neighbours), {}, {}} {}

  Housing Run() {
    // What leaves least choice comes first.
    std::vector<int> order;
    for (size_t i = 0; i < pools_.all().size(); ++i) order.push_back(static_cast<int>(i));
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return Units(a) < Units(b); });
    for (const int pool : order) {
      const std::vector<int> applications = InOrder(relaxed_.applications[static_cast<size_t>(pool)]);
      if (PoolOf(pool).features.size() > 1) {
        HouseInUnit(pool, applications);
      } else {
        for (const int application : applications) HouseInPool(pool, application);
      }
    }
    return std::move(housing_);
  }

 private:
  const Pool& PoolOf(int pool) const { return pools_.all()[static_cast<size_t>(pool)]; }
  size_t Units(int pool) const { return PoolOf(pool).shares.size(); }
  const AssignmentProblem::Application& Of(int application) const {
    return problem_.applications[static_cast<size_t>(application)];
  }

  // By kind, so that each unit gets about as many of one kind as any other; those who cannot live with
  // everyone first; then the highest priority.
  std::vector<int> InOrder(std::vector<int> applications) const {
    const auto key = [&](int application) {
      const auto& of = Of(application);
      return std::tuple(of.kind, !neighbours_.Delicate(of.person), -of.priority);
    };
    std::stable_sort(applications.begin(), applications.end(), [&](int a, int b) { return key(a) < key(b); });
    return applications;
  }

  bool CanShare(int person, int unit) const {
    return !bans_.contains({person, unit}) && housing_.plan.CanShare(person, unit);
  }

  int FreePlaces(const Share& share) const {
    return static_cast<int>(std::count_if(share.places.begin(), share.places.end(),
                                          [&](int place) { return housing_.plan.Free(place); }));
  }

  void Take(int application, const Share& share) {
    const auto place = std::find_if(share.places.begin(), share.places.end(),
                                    [&](int candidate) { return housing_.plan.Free(candidate); });
    housing_.plan.Take(application, *place);
  }

  // Into the unit with the most free places.
  void HouseInPool(int pool, int application) {
    const int person = Of(application).person;
    const Share* best = nullptr;
    int most = 0;
    for (const Share& share : PoolOf(pool).shares) {
      const int free = FreePlaces(share);
      if (free <= most || !housing_.plan.HasRoom(share.unit, Of(application).kind)) continue;
      if (!CanShare(person, share.unit)) continue;
      best = &share;
      most = free;
    }
    if (best != nullptr) return Take(application, *best);
    if (Units(pool) > 1) {
      housing_.too_coarse.insert(pool);
    } else {
      ClashInUnit(PoolOf(pool).shares[0].unit, person);
    }
  }

  // The network keeps to numbers and bans, so it must be about one who lives there by now.
  void ClashInUnit(int unit, int person) {
    const std::vector<int>& apart = neighbours_.ApartFrom(person);
    for (const int other : housing_.plan.PersonsIn(unit)) {
      if (std::find(apart.begin(), apart.end(), other) == apart.end()) continue;
      // From a pool of more units the other one may as well go elsewhere.
      if (const int pool = CoarsePoolOf(other); pool >= 0) {
        housing_.too_coarse.insert(pool);
      } else {
        housing_.clashes.push_back({unit, {other, person}});
      }
      return;
    }
  }

  // The pool of more than one unit that the person's place is in; -1: none.
  int CoarsePoolOf(int person) const {
    for (size_t i = 0; i < relaxed_.applications.size(); ++i) {
      if (pools_.all()[i].OfOneUnit()) continue;
      for (const int application : relaxed_.applications[i]) {
        if (Of(application).person == person) return static_cast<int>(i);
      }
    }
    return -1;
  }

  // A unit whose places differ: who fits which is a matching of its own.
  void HouseInUnit(int pool, const std::vector<int>& applications) {
    const Share& share = PoolOf(pool).shares[0];
    Matching matching{problem_, share.places, std::vector<int>(share.places.size(), -1), {}};
    std::vector<int> in_unit;
    for (const int application : applications) {
      const int person = Of(application).person;
      const std::vector<int>& apart = neighbours_.ApartFrom(person);
      const auto enemy = std::find_if(in_unit.begin(), in_unit.end(), [&](int other) {
        return std::find(apart.begin(), apart.end(), other) != apart.end();
      });
      if (enemy != in_unit.end()) {
        housing_.clashes.push_back({share.unit, {*enemy, person}});
      } else if (matching.Add(application)) {
        in_unit.push_back(person);
      } else {
        housing_.clashes.push_back({share.unit, matching.Crowded(application)});
      }
    }
    for (size_t i = 0; i < share.places.size(); ++i) {
      if (matching.taken_by[i] >= 0) housing_.plan.Take(matching.taken_by[i], share.places[i]);
    }
  }

  // Kuhn's algorithm, on the few places of one unit.
  struct Matching {
    const AssignmentProblem& problem;
    const std::vector<int>& places;
    std::vector<int> taken_by;    // by the position of the place; -1: nobody
    std::vector<bool> seen = {};  // the places that the last Add went through

    bool Add(int application) {
      seen.assign(places.size(), false);
      return FindFor(application);
    }

    bool FindFor(int application) {
      const int profile = problem.applications[static_cast<size_t>(application)].profile;
      for (size_t i = 0; i < places.size(); ++i) {
        const int feature = problem.places[static_cast<size_t>(places[i])].feature;
        if (seen[i] || problem.Fit(profile, feature) == AssignmentProblem::kNoFit) continue;
        seen[i] = true;
        if (taken_by[i] >= 0 && !FindFor(taken_by[i])) continue;
        taken_by[i] = application;
        return true;
      }
      return false;
    }

    // After an Add in vain: those who together fit fewer places than they are.
    std::vector<int> Crowded(int application) const {
      std::vector<int> persons;
      for (size_t i = 0; i < places.size(); ++i) {
        if (!seen[i]) continue;
        persons.push_back(problem.applications[static_cast<size_t>(taken_by[i])].person);
      }
      persons.push_back(problem.applications[static_cast<size_t>(application)].person);
      return persons;
    }
  };

  const AssignmentProblem& problem_;
  const Neighbours& neighbours_;
  const Pools& pools_;
  const std::set<Ban>& bans_;
  const Relaxed& relaxed_;
  Housing housing_;
};

}  // namespace

Housing House(const AssignmentProblem& problem, const Neighbours& neighbours, const Pools& pools,
              const std::set<Ban>& bans, const Relaxed& relaxed) {
  return Housekeeper(problem, neighbours, pools, bans, relaxed).Run();
}

}  // namespace boulevard::placements::solver
