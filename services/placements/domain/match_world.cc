#include "services/placements/domain/match_world.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "services/placements/domain/references.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {
namespace {

absl::Status TooMany(std::string_view what, int most) {
  return absl::FailedPreconditionError(absl::StrCat("more than ", most, " ", std::string(what),
                                                    ": make a proposal for one programme, or for fewer"));
}

absl::StatusOr<std::vector<std::string>> ProgrammesOf(Tables& tables, const std::string& programme_id) {
  if (!programme_id.empty()) return std::vector{programme_id};
  std::vector<std::string> ids;
  for (bool more = true; more;) {
    ASSIGN_OR_RETURN(const PageOf<Programme> page,
                     tables.stock.ListProgrammes(500, ids.empty() ? "" : ids.back()));
    for (const Programme& programme : page.rows) ids.push_back(programme.id);
    more = page.more;
  }
  return ids;
}

}  // namespace

absl::StatusOr<std::vector<Candidate>> ReadCandidates(Tables& tables, const MatchRules& rules,
                                                      absl::Time now) {
  ASSIGN_OR_RETURN(std::vector<Candidate> candidates,
                   tables.matches.Waiting(rules.programme().id, now, runtime::TodayIn(now)));
  ASSIGN_OR_RETURN(const std::vector<KeptApart> pairs, tables.matches.AllKeptApart());
  absl::flat_hash_map<Uuid, std::vector<Uuid>> apart;
  for (const KeptApart& pair : pairs) {
    apart[pair.one].push_back(pair.other);
    apart[pair.other].push_back(pair.one);
  }
  for (Candidate& candidate : candidates) {
    candidate.priority = rules.PriorityAt(candidate.application, now);
    candidate.rule_set_version = rules.version();
    if (!rules.BrokenBySharing()) continue;
    const auto found = apart.find(candidate.application.young_person_id);
    if (found != apart.end()) candidate.must_not_share = found->second;
  }
  const auto position = [&](const Candidate& candidate) {
    const Application& application = candidate.application;
    return ListPosition{candidate.priority.Total(), application.waiting_since.value_or(now), application.id};
  };
  std::ranges::sort(candidates, ComesBefore, position);
  for (size_t i = 0; i < candidates.size(); ++i) candidates[i].rank = static_cast<int>(i) + 1;
  return candidates;
}

std::optional<int> MatchWorldWithRules::WishesIfFit(const Candidate& candidate, const OpenPlace& open) const {
  const Application& application = candidate.application;
  if (open.place.programme_id != application.programme_id) return std::nullopt;
  if (!rules.at(application.programme_id).Fits(application, open.place, world.period)) return std::nullopt;
  return CountMet(WishesMet(application, open.place));
}

absl::StatusOr<MatchWorldWithRules> ReadWorld(Tables& tables, const std::string& programme_id,
                                              const Period& period, absl::Time now) {
  MatchWorldWithRules read{.world = {.period = period}};
  ASSIGN_OR_RETURN(read.world.places, tables.matches.OpenPlaces(programme_id, period, kMostOpenPlaces));
  if (read.world.places.size() > kMostOpenPlaces) return TooMany("free places", kMostOpenPlaces);
  ASSIGN_OR_RETURN(const std::vector<std::string> programmes, ProgrammesOf(tables, programme_id));
  std::vector<Candidate>& candidates = read.world.candidates;
  for (const std::string& id : programmes) {
    ASSIGN_OR_RETURN(MatchRules rules, ReferredTo("matchProposal.programmeId", MatchRules::Of(tables, id)));
    ASSIGN_OR_RETURN(std::vector<Candidate> waiting, ReadCandidates(tables, rules, now));
    std::move(waiting.begin(), waiting.end(), std::back_inserter(candidates));
    read.rules.emplace(id, std::move(rules));
    if (candidates.size() > kMostCandidates) return TooMany("people waiting", kMostCandidates);
  }
  ASSIGN_OR_RETURN(read.world.rooms, tables.matches.RoomInUnits(programme_id, period));
  std::vector<Uuid> others;
  for (const Candidate& candidate : candidates) {
    others.insert(others.end(), candidate.must_not_share.begin(), candidate.must_not_share.end());
  }
  std::ranges::sort(others);
  const auto again = std::ranges::unique(others);
  others.erase(again.begin(), again.end());
  ASSIGN_OR_RETURN(read.world.occupants, tables.matches.WhereTheyLive(others, period, now));
  return read;
}

}  // namespace boulevard::placements::domain
