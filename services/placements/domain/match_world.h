#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_WORLD_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_WORLD_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/placements/domain/match_problem.h"
#include "services/placements/domain/match_rules.h"
#include "services/placements/domain/store.h"

namespace boulevard::placements::domain {

// More than a city has, and no more than can be solved while somebody waits for it.
inline constexpr int kMostCandidates = 20'000;
inline constexpr int kMostOpenPlaces = 5'000;

// Who waits for a place of the programme and can be offered one, in the order of the waiting list.
absl::StatusOr<std::vector<Candidate>> ReadCandidates(Tables& tables, const MatchRules& rules,
                                                      absl::Time now);

// Everything that a proposal is made from. FAILED_PRECONDITION when it is too much for one.
struct MatchWorldWithRules {
  MatchWorld world;
  std::map<std::string, MatchRules> rules;  // by programme

  // See FitBetween.
  std::optional<int> WishesIfFit(const Candidate& candidate, const OpenPlace& open) const;
};
absl::StatusOr<MatchWorldWithRules> ReadWorld(Tables& tables, const std::string& programme_id,
                                              const Period& period, absl::Time now);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_WORLD_H_
