#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCHES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCHES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/placements/domain/match_types.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

// What is asked about: a stay that begins today when nothing is said, and has no end.
struct MatchQuery {
  std::optional<Day> starts_on;
  Day ends_on = kForever;
  int limit = 20;
};

struct PlaceMatch {
  OpenPlace open;
  std::vector<WishOutcome> wishes;
};

// A few of those that a rule excludes, and how many they are.
struct ExcludedPlace {
  OpenPlace open;
  runtime::RuleBreach breach;
};
struct ExcludedPlaces {
  std::string rule;
  int count = 0;  // no further than to kMostCounted
  std::vector<ExcludedPlace> examples;
};

struct ApplicationMatches {
  static constexpr int kMostCounted = 1000;

  Period period;
  int rule_set_version = 0;
  std::vector<PlaceMatch> matches;  // those that meet most wishes first, then the cheapest
  bool more = false;
  std::vector<ExcludedPlaces> excluded;
};

struct CandidateMatch {
  Candidate candidate;
  std::vector<WishOutcome> wishes;
};
struct ExcludedCandidate {
  Uuid application_id;
  runtime::RuleBreach breach;
};
struct ExcludedCandidates {
  std::string rule;
  int count = 0;
  std::vector<ExcludedCandidate> examples;
};

struct PlaceMatches {
  Period period;
  int rule_set_version = 0;
  bool open = false;                    // free in the whole period
  std::vector<CandidateMatch> matches;  // the highest priority first
  bool more = false;
  std::vector<ExcludedCandidates> excluded;
};

// Which place fits whom, and why the others do not. Reads alone: what is free and who waits may change
// meanwhile, and an offer looks again.
class Matches {
 public:
  // Both outlive it.
  Matches(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // Of an application that the caller may see. Who is not a coordinator is not told which places have
  // somebody with whom the person must not share: only how many.
  absl::StatusOr<ApplicationMatches> OfApplication(const runtime::CallContext& context, const Uuid& id,
                                                   const MatchQuery& query) const;
  absl::StatusOr<PlaceMatches> OfPlace(const runtime::CallContext& context, const Uuid& id,
                                       const MatchQuery& query) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCHES_H_
