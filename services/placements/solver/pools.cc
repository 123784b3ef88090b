#include "services/placements/solver/pools.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace boulevard::placements::solver {
namespace {

using domain::AssignmentProblem;
using domain::KindCounts;
using domain::ResidentKind;
using domain::ResidentKinds;

// The places of each unit, by feature.
std::vector<std::map<int, std::vector<int>>> PlacesOfUnits(const AssignmentProblem& problem) {
  std::vector<std::map<int, std::vector<int>>> of_units(problem.units.size());
  for (size_t i = 0; i < problem.places.size(); ++i) {
    const AssignmentProblem::Place& place = problem.places[i];
    of_units[static_cast<size_t>(place.unit)][place.feature].push_back(static_cast<int>(i));
  }
  return of_units;
}

// The quotas of a unit, as far as a network has to know them.
struct Quotas {
  ResidentKinds kinds = ResidentKinds::All();
  std::optional<KindCounts> room;  // where they bind
};

Quotas QuotasOf(const AssignmentProblem::Unit& unit, size_t places) {
  Quotas quotas;
  if (!unit.room) return quotas;
  quotas.kinds = {};
  KindCounts room = *unit.room;
  bool bind = false;
  for (const ResidentKind kind : domain::kAllResidentKinds) {
    // More room than places is no more room.
    room[kind] = std::clamp(room[kind], 0, static_cast<int>(places));
    if (room[kind] > 0) quotas.kinds.Add(kind);
    bind = bind || (room[kind] > 0 && room[kind] < static_cast<int>(places));
  }
  if (bind) quotas.room = room;
  return quotas;
}

// What pools of one feature differ in.
using Key = std::array<int, 6>;

Key KeyOf(int feature, const Quotas& quotas, size_t places) {
  if (!quotas.room) return {feature, quotas.kinds.bits()};
  const auto& values = quotas.room->values;
  return {feature, quotas.kinds.bits(), static_cast<int>(places), values[0], values[1], values[2]};
}

Pool UnitPool(int unit, const std::map<int, std::vector<int>>& by_feature, const Quotas& quotas) {
  Pool pool{.kinds = quotas.kinds, .room = quotas.room, .shares = {{unit}}};
  for (const auto& [feature, places] : by_feature) {
    pool.features.push_back(feature);
    pool.shares[0].places.insert(pool.shares[0].places.end(), places.begin(), places.end());
  }
  return pool;
}

}  // namespace

int Pool::Places() const {
  int places = 0;
  for (const Share& share : shares) places += static_cast<int>(share.places.size());
  return places;
}

int8_t Pool::Fit(const AssignmentProblem& problem, int profile, ResidentKind kind) const {
  int8_t best = AssignmentProblem::kNoFit;
  if (!kinds.Has(kind)) return best;
  for (const int feature : features) best = std::max(best, problem.Fit(profile, feature));
  return best;
}

Pools::Pools(const AssignmentProblem& problem) : of_unit_(problem.units.size()) {
  std::map<Key, size_t> pool_of;
  const auto of_units = PlacesOfUnits(problem);
  for (size_t i = 0; i < of_units.size(); ++i) {
    const int unit = static_cast<int>(i);
    size_t places_in_unit = 0;
    for (const auto& [feature, places] : of_units[i]) places_in_unit += places.size();
    const Quotas quotas = QuotasOf(problem.units[i], places_in_unit);
    if (quotas.room && of_units[i].size() > 1) {
      pools_.push_back(UnitPool(unit, of_units[i], quotas));
      continue;
    }
    for (const auto& [feature, places] : of_units[i]) {
      const auto [found, is_new] = pool_of.try_emplace(KeyOf(feature, quotas, places.size()), pools_.size());
      if (is_new) pools_.push_back({{feature}, quotas.kinds, quotas.room, {}});
      pools_[found->second].shares.push_back({unit, places});
    }
  }
  for (size_t pool = 0; pool < pools_.size(); ++pool) Know(static_cast<int>(pool));
}

void Pools::Split(int pool) {
  std::vector<Share> shares = std::move(pools_[static_cast<size_t>(pool)].shares);
  const Pool like = pools_[static_cast<size_t>(pool)];
  pools_[static_cast<size_t>(pool)].shares = {std::move(shares[0])};
  Know(pool);
  for (size_t i = 1; i < shares.size(); ++i) {
    pools_.push_back({like.features, like.kinds, like.room, {std::move(shares[i])}});
    Know(static_cast<int>(pools_.size()) - 1);
  }
}

void Pools::Know(int pool) {
  const Pool& known = pools_[static_cast<size_t>(pool)];
  if (known.OfOneUnit()) of_unit_[static_cast<size_t>(known.shares[0].unit)].push_back(pool);
}

}  // namespace boulevard::placements::solver
