#include "services/placements/domain/match_proposals.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/placements/domain/booking.h"
#include "services/placements/domain/match_problem.h"
#include "services/placements/domain/match_world.h"
#include "services/placements/domain/offers.h"
#include "services/placements/domain/reading.h"
#include "services/placements/domain/transaction.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

constexpr absl::Duration kLongestSolving = absl::Seconds(4);
constexpr absl::Duration kRetryWhenSolving = absl::Seconds(2);
// What it takes to keep the last outcomes and to answer.
constexpr absl::Duration kTimeToAnswer = absl::Seconds(1);

absl::Status AlreadySolving() {
  return runtime::WithDetails(absl::ResourceExhaustedError("another match proposal is being made"),
                              {.retry_after = kRetryWhenSolving});
}

absl::Status CheckDraft(const Period& period, Day today) {
  std::vector<runtime::FieldViolation> faults;
  if (period.from < today) {
    faults.push_back({"matchProposal.startsOn", "not-past", "must not be in the past"});
  }
  if (period.Empty()) faults.push_back({"matchProposal.endsOn", "order", "must be after startsOn"});
  return faults.empty() ? absl::OkStatus() : runtime::InvalidFields(std::move(faults));
}

std::vector<ProposalLine> LinesOf(const MatchWorld& world, const AssignmentProblem& problem,
                                  const Assignment& assignment) {
  const std::vector<int> fitting = FittingPlaces(problem);
  std::vector<ProposalLine> lines;
  for (const Assignment::Line& line : assignment.lines) {
    const auto application = static_cast<size_t>(line.application);
    const Candidate& candidate = world.candidates[application];
    const OpenPlace& open = world.places[static_cast<size_t>(line.place)];
    lines.push_back({.application_id = candidate.application.id,
                     .place_id = open.place.id,
                     .rank = candidate.rank,
                     .priority = candidate.priority,
                     .wishes = WishesMet(candidate.application, open.place),
                     .fitting_places = fitting[application],
                     .rule_set_version = candidate.rule_set_version,
                     .place_version = open.version,
                     .application_version = candidate.version});
  }
  const auto order = [](const ProposalLine& line) {
    return std::tuple(-line.priority.Total(), line.rank, line.application_id);
  };
  std::sort(lines.begin(), lines.end(),
            [&](const ProposalLine& a, const ProposalLine& b) { return order(a) < order(b); });
  for (size_t i = 0; i < lines.size(); ++i) lines[i].number = static_cast<int>(i) + 1;
  return lines;
}

// Holds proposals against the world as it is now.
class Staleness {
 public:
  Staleness(Tables& tables, absl::Time now) : tables_(tables), now_(now), today_(runtime::TodayIn(now)) {}

  absl::StatusOr<std::vector<StaleReason>> Of(const MatchProposal& proposal) {
    if (proposal.period.from < today_) return std::vector{StaleReason::kPast};
    std::vector<StaleReason> reasons;
    ASSIGN_OR_RETURN(const MatchTables::MovedLines moved, tables_.matches.CountMovedLines(proposal.id));
    if (moved.rules > 0) reasons.push_back(StaleReason::kRulesChanged);
    if (moved.places > 0) reasons.push_back(StaleReason::kPlaceChanged);
    if (moved.applications > 0) reasons.push_back(StaleReason::kApplicationChanged);
    ASSIGN_OR_RETURN(const Counts now, CountsOf(proposal));
    if (now.waiting + proposal.offered_count != proposal.waiting) {
      reasons.push_back(StaleReason::kWaitingListChanged);
    }
    if (now.open_places + proposal.offered_count != proposal.open_places) {
      reasons.push_back(StaleReason::kStockChanged);
    }
    return reasons;
  }

 private:
  struct Counts {
    int waiting = 0;
    int open_places = 0;
  };

  // Proposals of one day are about the same, mostly.
  absl::StatusOr<Counts> CountsOf(const MatchProposal& proposal) {
    const std::tuple key(proposal.programme_id, proposal.period.from, proposal.period.until);
    if (const auto known = counts_.find(key); known != counts_.end()) return known->second;
    Counts counts;
    ASSIGN_OR_RETURN(counts.waiting, tables_.matches.CountWaiting(proposal.programme_id, now_, today_));
    ASSIGN_OR_RETURN(counts.open_places,
                     tables_.matches.CountOpenPlaces(proposal.programme_id, proposal.period));
    return counts_[key] = counts;
  }

  Tables& tables_;
  absl::Time now_;
  Day today_;
  std::map<std::tuple<std::string, Day, Day>, Counts> counts_;
};

absl::Status CheckNumbers(const std::vector<int>& numbers, const MatchProposal& proposal) {
  for (const int number : numbers) {
    if (number > proposal.line_count) {
      return runtime::InvalidField("lines", "exists", absl::StrCat("there is no line ", number));
    }
  }
  return absl::OkStatus();
}

}  // namespace

MatchProposals::MatchProposals(Store& store, AssignmentSolver solver, const runtime::Clock& clock)
    : store_(store), solver_(std::move(solver)), clock_(clock), solving_(std::make_shared<std::mutex>()) {}

absl::StatusOr<MatchProposal> MatchProposals::Create(const runtime::CallContext& context,
                                                     const ProposalDraft& draft) const {
  const absl::Time now = NowOf(clock_);
  const Day today = runtime::TodayIn(now);
  const Period period = {draft.starts_on.value_or(today), draft.ends_on};
  RETURN_IF_ERROR(CheckDraft(period, today));
  const std::unique_lock alone(*solving_, std::try_to_lock);
  if (!alone.owns_lock()) return AlreadySolving();

  ASSIGN_OR_RETURN(const MatchWorldWithRules read, ReadFrom(store_, context.deadline, [&](Tables& tables) {
                     return ReadWorld(tables, draft.programme_id, period, now);
                   }));
  const MatchWorld& world = read.world;
  const AssignmentProblem problem = ProblemOf(world, [&](const Candidate& candidate, const OpenPlace& open) {
    return read.WishesIfFit(candidate, open);
  });
  const absl::Time end = now + std::min(kLongestSolving, (context.deadline - now) / 2);
  const Assignment assignment = solver_(problem, {.out_of_time = [&] { return clock_.Now() >= end; }});

  MatchProposal proposal{.id = runtime::NewUuid(now),
                         .programme_id = draft.programme_id,
                         .period = period,
                         .waiting = static_cast<int>(world.candidates.size()),
                         .open_places = static_cast<int>(world.places.size()),
                         .total_priority = assignment.total_priority,
                         .upper_bound = assignment.upper_bound,
                         .optimal = assignment.optimal,
                         .created_by = context.principal.subject,
                         .created_at = now,
                         .lines = LinesOf(world, problem, assignment)};
  proposal.line_count = static_cast<int>(proposal.lines.size());
  RETURN_IF_ERROR(store_.InTransaction(context.deadline,
                                       [&](Tables& tables) { return tables.matches.Insert(proposal); }));
  return proposal;
}

absl::StatusOr<MatchProposal> MatchProposals::Get(const runtime::CallContext& context, const Uuid& id) const {
  return ReadFrom(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<MatchProposal> {
    ASSIGN_OR_RETURN(MatchProposal proposal, tables.matches.GetProposal(id));
    ASSIGN_OR_RETURN(proposal.stale_reasons, Staleness(tables, clock_.Now()).Of(proposal));
    return proposal;
  });
}

absl::StatusOr<PageOf<MatchProposal>> MatchProposals::List(const runtime::CallContext& context,
                                                           const std::string& programme_id,
                                                           const Page& page) const {
  return ReadFrom(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<MatchProposal>> {
    ASSIGN_OR_RETURN(PageOf<MatchProposal> proposals, tables.matches.ListProposals(programme_id, page));
    Staleness staleness(tables, clock_.Now());
    for (MatchProposal& proposal : proposals.rows) {
      ASSIGN_OR_RETURN(proposal.stale_reasons, staleness.Of(proposal));
    }
    return proposals;
  });
}

absl::StatusOr<std::vector<LineOutcome>> MatchProposals::Offer(
    const runtime::CallContext& context, const Uuid& id, std::vector<int> numbers,
    const std::optional<absl::Time>& expires_at) const {
  ASSIGN_OR_RETURN(const MatchProposal proposal, ReadFrom(store_, context.deadline, [&](Tables& tables) {
                     return tables.matches.GetProposal(id);
                   }));
  RETURN_IF_ERROR(CheckNumbers(numbers, proposal));
  if (numbers.empty()) {
    for (const ProposalLine& line : proposal.lines) numbers.push_back(line.number);
  }
  std::sort(numbers.begin(), numbers.end());
  const Offers offers(store_, clock_);
  const auto offer = [&](int number) -> absl::StatusOr<Uuid> {
    if (clock_.Now() + kTimeToAnswer >= context.deadline) {
      return absl::DeadlineExceededError("there was no time left for it: ask again");
    }
    return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Uuid> {
      ASSIGN_OR_RETURN(const ProposalLine line, tables.matches.LockLine(id, number));
      if (line.offer_id) return *line.offer_id;
      // Its booking is a part of this transaction.
      ASSIGN_OR_RETURN(const domain::Offer made,
                       offers.Create(context, {.application_id = line.application_id,
                                               .place_id = line.place_id,
                                               .period = proposal.period,
                                               .expires_at = expires_at}));
      RETURN_IF_ERROR(tables.matches.MarkOffered(id, number, made.id));
      return made.id;
    });
  };
  std::vector<LineOutcome> outcomes;
  for (const int number : numbers) outcomes.push_back({number, offer(number)});
  return outcomes;
}

}  // namespace boulevard::placements::domain
