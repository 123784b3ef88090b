#include "services/placements/solver/relaxation.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "services/placements/solver/network.h"

namespace boulevard::placements::solver {
namespace {

using domain::AssignmentProblem;
using domain::ResidentKind;

// Applications between which the network makes no difference but for their priority.
struct Crowd {
  int profile = 0;
  ResidentKind kind = ResidentKind::kYoungPerson;
  std::vector<int> closed_pools;  // to them by bans; in order
  std::vector<int> applications;
};

// What one placement, one wish met and one point of priority are worth, so that all the wishes of an
// assignment are worth less than one more person in it, and all of those less than one more point.
struct Worth {
  explicit Worth(const AssignmentProblem& problem) {
    const int8_t most_wishes =
        problem.fits.empty() ? int8_t{0} : *std::max_element(problem.fits.begin(), problem.fits.end());
    const int64_t most_lines =
        std::min<int64_t>(problem.persons, static_cast<int64_t>(problem.places.size()));
    placement = most_lines * std::max<int64_t>(most_wishes, 0) + 1;
    priority = most_lines * (placement + most_wishes) + 1;
  }
  int64_t placement = 0;
  int64_t priority = 0;
};

std::vector<int> ClosedPools(const Pools& pools, const std::set<Ban>& bans, int person) {
  std::vector<int> closed;
  for (auto ban = bans.lower_bound({person, 0}); ban != bans.end() && ban->first == person; ++ban) {
    const std::vector<int>& of_unit = pools.Of(ban->second);
    closed.insert(closed.end(), of_unit.begin(), of_unit.end());
  }
  std::sort(closed.begin(), closed.end());
  return closed;
}

std::vector<Crowd> CrowdsOf(const AssignmentProblem& problem, const Pools& pools, const std::set<Ban>& bans) {
  std::map<std::tuple<int, ResidentKind, std::vector<int>>, size_t> crowd_of;
  std::vector<Crowd> crowds;
  for (size_t i = 0; i < problem.applications.size(); ++i) {
    const AssignmentProblem::Application& application = problem.applications[i];
    std::vector<int> closed = ClosedPools(pools, bans, application.person);
    const auto [found, is_new] =
        crowd_of.try_emplace({application.profile, application.kind, closed}, crowds.size());
    if (is_new) crowds.push_back({application.profile, application.kind, std::move(closed), {}});
    crowds[found->second].applications.push_back(static_cast<int>(i));
  }
  return crowds;
}

class Builder {
 public:
  Builder(const AssignmentProblem& problem, const Pools& pools, const std::set<Ban>& bans)
      : problem_(problem), pools_(pools), worth_(problem), crowds_(CrowdsOf(problem, pools, bans)) {}

  Relaxed Solve() {
    AddPools();
    AddPersons();
    for (const Crowd& crowd : crowds_) AddCrowd(crowd);
    network_.Solve(static_cast<int>(std::min(static_cast<size_t>(problem_.persons), problem_.places.size())));
    return Read();
  }

 private:
  // An arc from a crowd to a pool.
  struct Way {
    int arc;
    int pool;
  };

  void AddPools() {
    for (const Pool& pool : pools_.all()) {
      const int node = network_.AddNode();
      network_.AddArc(node, network_.sink(), pool.Places(), 0);
      std::array<int, 3> entrances{};
      entrances.fill(node);
      if (pool.room) {
        for (size_t kind = 0; kind < entrances.size(); ++kind) {
          entrances[kind] = network_.AddNode();
          const int room = pool.room->values[kind] * static_cast<int>(pool.shares.size());
          network_.AddArc(entrances[kind], node, room, 0);
        }
      }
      entrances_.push_back(entrances);
    }
  }

  // Where a crowd comes in. In a unit whose places differ there is a door for each set of places that fit, so
  // that no more come through it than these.
  int EntranceOf(int number, const Crowd& crowd) {
    const Pool& pool = pools_.all()[static_cast<size_t>(number)];
    const int entrance = entrances_[static_cast<size_t>(number)][static_cast<size_t>(crowd.kind) - 1];
    if (pool.features.size() == 1) return entrance;
    std::vector<int> places;
    for (const int place : pool.shares[0].places) {
      const int feature = problem_.places[static_cast<size_t>(place)].feature;
      if (problem_.Fit(crowd.profile, feature) != AssignmentProblem::kNoFit) places.push_back(place);
    }
    const auto [door, is_new] = doors_.try_emplace({entrance, places}, 0);
    if (is_new) {
      door->second = network_.AddNode();
      network_.AddArc(door->second, entrance, static_cast<int>(places.size()), 0);
    }
    return door->second;
  }

  // A node for each who has more than one application; the others go from the source.
  void AddPersons() {
    std::vector<int> applications(static_cast<size_t>(problem_.persons));
    for (const auto& application : problem_.applications)
      ++applications[static_cast<size_t>(application.person)];
    for (const int count : applications) {
      persons_.push_back(count > 1 ? network_.AddNode() : network_.source());
      if (count > 1) network_.AddArc(network_.source(), persons_.back(), 1, 0);
    }
  }

  void AddCrowd(const Crowd& crowd) {
    const int node = network_.AddNode();
    std::vector<int>& arcs = application_arcs_.emplace_back();
    for (const int index : crowd.applications) {
      const auto& application = problem_.applications[static_cast<size_t>(index)];
      arcs.push_back(network_.AddArc(persons_[static_cast<size_t>(application.person)], node, 1,
                                     application.priority * worth_.priority + worth_.placement));
    }
    std::vector<Way>& ways = ways_.emplace_back();
    for (size_t i = 0; i < pools_.all().size(); ++i) {
      const Pool& pool = pools_.all()[i];
      const int number = static_cast<int>(i);
      const int8_t fit = pool.Fit(problem_, crowd.profile, crowd.kind);
      if (fit == AssignmentProblem::kNoFit) continue;
      if (std::binary_search(crowd.closed_pools.begin(), crowd.closed_pools.end(), number)) continue;
      const int capacity = std::min(pool.Places(), static_cast<int>(crowd.applications.size()));
      ways.push_back({network_.AddArc(node, EntranceOf(number, crowd), capacity, fit), number});
    }
  }

  Relaxed Read() const {
    Relaxed relaxed;
    relaxed.applications.resize(pools_.all().size());
    for (size_t i = 0; i < crowds_.size(); ++i) {
      auto way = ways_[i].begin();
      int left = way == ways_[i].end() ? 0 : network_.Flow(way->arc);
      for (size_t j = 0; j < crowds_[i].applications.size(); ++j) {
        if (network_.Flow(application_arcs_[i][j]) == 0) continue;
        while (left == 0) left = network_.Flow((++way)->arc);
        --left;
        const int application = crowds_[i].applications[j];
        relaxed.applications[static_cast<size_t>(way->pool)].push_back(application);
        relaxed.total_priority += problem_.applications[static_cast<size_t>(application)].priority;
      }
    }
    return relaxed;
  }

  const AssignmentProblem& problem_;
  const Pools& pools_;
  const Worth worth_;
  const std::vector<Crowd> crowds_;
  Network network_;
  std::vector<std::array<int, 3>> entrances_;              // of each pool, by kind
  std::map<std::pair<int, std::vector<int>>, int> doors_;  // by entrance and places
  std::vector<int> persons_;                               // where each one's applications begin
  std::vector<std::vector<int>> application_arcs_;         // of each crowd
  std::vector<std::vector<Way>> ways_;                     // of each crowd
};

}  // namespace

int64_t ArcsOf(const AssignmentProblem& problem, const Pools& pools) {
  std::set<std::pair<int, ResidentKind>> crowds;
  for (const auto& application : problem.applications) crowds.emplace(application.profile, application.kind);
  auto arcs = static_cast<int64_t>(problem.applications.size());
  for (const auto& [profile, kind] : crowds) {
    for (const Pool& pool : pools.all())
      arcs += pool.Fit(problem, profile, kind) != AssignmentProblem::kNoFit;
  }
  return arcs;
}

Relaxed Relax(const AssignmentProblem& problem, const Pools& pools, const std::set<Ban>& bans) {
  return Builder(problem, pools, bans).Solve();
}

}  // namespace boulevard::placements::solver
