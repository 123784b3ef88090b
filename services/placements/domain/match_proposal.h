#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_PROPOSAL_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_PROPOSAL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/placements/domain/match_types.h"

namespace boulevard::placements::domain {

// What has moved since a proposal was made; see the contract.
enum class StaleReason {
  kPast = 1,
  kRulesChanged,
  kPlaceChanged,
  kApplicationChanged,
  kWaitingListChanged,
  kStockChanged
};

template <>
inline constexpr std::array<std::string_view, 6> kWords<StaleReason> = {
    "past", "rules-changed", "place-changed", "application-changed", "waiting-list-changed", "stock-changed"};

// One place for one application, and why. The versions are those that it was found with.
struct ProposalLine {
  int number = 0;  // from 1, the highest priority first
  Uuid application_id;
  Uuid place_id;
  int rank = 0;  // in the waiting list of the programme
  Priority priority;
  std::vector<WishOutcome> wishes;
  int fitting_places = 0;  // of those that were open, this one included
  int rule_set_version = 0;
  int64_t place_version = 0;
  int64_t application_version = 0;
  std::optional<Uuid> offer_id;
};

struct MatchProposal {
  Uuid id;
  std::string programme_id;  // empty: all
  Period period;
  int waiting = 0;
  int open_places = 0;
  int64_t total_priority = 0;
  int64_t upper_bound = 0;
  bool optimal = false;
  std::string created_by;
  absl::Time created_at;
  int line_count = 0;
  int offered_count = 0;
  std::vector<ProposalLine> lines;  // empty where a list is asked for
  std::vector<StaleReason> stale_reasons;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_PROPOSAL_H_
