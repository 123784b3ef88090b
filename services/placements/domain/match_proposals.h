#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_PROPOSALS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_PROPOSALS_H_

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/placements/domain/assignment.h"
#include "services/placements/domain/match_proposal.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

struct ProposalDraft {
  std::string programme_id;      // empty: all
  std::optional<Day> starts_on;  // today when left out
  Day ends_on = kForever;
};

// What became of a line that was to be offered: an offer, or why not.
struct LineOutcome {
  int number = 0;
  absl::StatusOr<Uuid> offer_id;
};

// All open places against the whole waiting list. What it proposes binds nobody: a coordinator makes offers
// of it.
class MatchProposals {
 public:
  // The first and the last outlive it.
  MatchProposals(Store& store, AssignmentSolver solver, const runtime::Clock& clock);

  // No connection to the database is held while it solves, and no more than half of the time that the call
  // has goes into that. RESOURCE_EXHAUSTED while this program makes another one; FAILED_PRECONDITION when
  // there are too many places or candidates for one.
  absl::StatusOr<MatchProposal> Create(const runtime::CallContext& context, const ProposalDraft& draft) const;
  absl::StatusOr<MatchProposal> Get(const runtime::CallContext& context, const Uuid& id) const;
  // Without lines.
  absl::StatusOr<PageOf<MatchProposal>> List(const runtime::CallContext& context,
                                             const std::string& programme_id, const Page& page) const;

  // Makes an offer of each of those lines, of all when `numbers` is empty; in order of the numbers. Each has
  // a transaction of its own, and one that is offered already gives that offer. What there was no time for is
  // DEADLINE_EXCEEDED. INVALID_ARGUMENT when there is no line of a number.
  absl::StatusOr<std::vector<LineOutcome>> Offer(const runtime::CallContext& context, const Uuid& id,
                                                 std::vector<int> numbers,
                                                 const std::optional<absl::Time>& expires_at) const;

 private:
  Store& store_;
  AssignmentSolver solver_;
  const runtime::Clock& clock_;
  std::shared_ptr<std::mutex> solving_;  // of all copies
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_PROPOSALS_H_
