#include "services/placements/api/convert_matches.h"

#include <string>
#include <utility>

#include "services/placements/api/convert.h"
#include "services/placements/api/convert_enums.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"

namespace boulevard::placements::api {
namespace {

template <typename Message>
void AddWishes(const std::vector<domain::WishOutcome>& wishes, Message& message) {
  for (const domain::WishOutcome& outcome : wishes) {
    v1::WishOutcome& added = *message.add_wishes();
    added.set_wish(EnumOf(outcome.wish));
    added.set_met(outcome.met);
  }
}

template <typename Message>
void AddParts(const domain::Priority& priority, Message& message) {
  for (const domain::PriorityPart part : domain::kAllPriorityParts) {
    const int points = priority.points[static_cast<size_t>(part) - 1];
    if (points == 0) continue;
    v1::PriorityPoints& added = *message.add_priority_parts();
    added.set_part(std::string(Word(part)));
    added.set_points(points);
  }
}

template <typename Message>
void SetPeriod(const domain::Period& period, Message& message) {
  message.set_starts_on(DayText(period.from));
  if (auto end = EndText(period.until)) message.set_ends_on(*std::move(end));
}

void Fill(const domain::PlaceMatch& match, v1::PlaceMatch& message) {
  const domain::Place& place = match.open.place;
  message.set_place_id(place.id.ToString());
  message.set_place_name(place.name);
  message.set_unit_id(place.unit_id.ToString());
  message.set_unit_name(match.open.unit_name);
  message.set_facility_id(place.facility_id.ToString());
  message.set_facility_name(match.open.facility_name);
  message.set_district(place.district);
  message.set_rent_cents(place.rent_cents);
  message.set_accessible(place.accessible);
  message.set_self_contained(place.self_contained);
  AddWishes(match.wishes, message);
}

void Fill(const domain::ExcludedPlaces& excluded, v1::ExcludedPlaces& message) {
  message.set_rule(excluded.rule);
  message.set_count(excluded.count);
  for (const domain::ExcludedPlace& example : excluded.examples) {
    v1::ExcludedPlace& added = *message.add_examples();
    added.set_place_id(example.open.place.id.ToString());
    added.set_place_name(example.open.place.name);
    added.set_facility_name(example.open.facility_name);
    added.set_actual(example.breach.actual);
    added.set_required(example.breach.required);
  }
}

void Fill(const domain::CandidateMatch& match, v1::ApplicationMatch& message) {
  const domain::Candidate& candidate = match.candidate;
  message.set_application_id(candidate.application.id.ToString());
  message.set_waiting_rank(candidate.rank);
  message.set_priority(candidate.priority.Total());
  AddParts(candidate.priority, message);
  message.set_resident_kind(EnumOf(candidate.application.resident_kind));
  AddWishes(match.wishes, message);
}

void Fill(const domain::ExcludedCandidates& excluded, v1::ExcludedApplications& message) {
  message.set_rule(excluded.rule);
  message.set_count(excluded.count);
  for (const domain::ExcludedCandidate& example : excluded.examples) {
    v1::ExcludedApplication& added = *message.add_examples();
    added.set_application_id(example.application_id.ToString());
    added.set_actual(example.breach.actual);
    added.set_required(example.breach.required);
  }
}

void Fill(const domain::ProposalLine& line, v1::MatchProposalLine& message) {
  message.set_number(line.number);
  message.set_application_id(line.application_id.ToString());
  message.set_place_id(line.place_id.ToString());
  message.set_rank(line.rank);
  message.set_priority(line.priority.Total());
  AddParts(line.priority, message);
  AddWishes(line.wishes, message);
  message.set_fitting_places(line.fitting_places);
  message.set_rule_set_version(line.rule_set_version);
  if (line.offer_id) message.set_offer_id(line.offer_id->ToString());
}

v1::RefusalKind RefusalKindOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kFailedPrecondition:
      return v1::REFUSAL_KIND_RULES;
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kAlreadyExists:
      return v1::REFUSAL_KIND_CONFLICT;
    case absl::StatusCode::kDeadlineExceeded:
      return v1::REFUSAL_KIND_NOT_TRIED;
    default:
      return v1::REFUSAL_KIND_FAILED;
  }
}

}  // namespace

v1::ApplicationMatches ApplicationMatchesMessage(const domain::Uuid& id,
                                                 const domain::ApplicationMatches& matches) {
  v1::ApplicationMatches message;
  message.set_application_id(id.ToString());
  SetPeriod(matches.period, message);
  message.set_rule_set_version(matches.rule_set_version);
  for (const domain::PlaceMatch& match : matches.matches) {
    v1::PlaceMatch& added = *message.add_matches();
    added.set_rank(message.matches_size());
    Fill(match, added);
  }
  message.set_more(matches.more);
  for (const domain::ExcludedPlaces& excluded : matches.excluded) Fill(excluded, *message.add_excluded());
  return message;
}

v1::PlaceMatches PlaceMatchesMessage(const domain::Uuid& id, const domain::PlaceMatches& matches) {
  v1::PlaceMatches message;
  message.set_place_id(id.ToString());
  SetPeriod(matches.period, message);
  message.set_rule_set_version(matches.rule_set_version);
  message.set_open(matches.open);
  for (const domain::CandidateMatch& match : matches.matches) {
    v1::ApplicationMatch& added = *message.add_matches();
    added.set_rank(message.matches_size());
    Fill(match, added);
  }
  message.set_more(matches.more);
  for (const domain::ExcludedCandidates& excluded : matches.excluded) Fill(excluded, *message.add_excluded());
  return message;
}

v1::MatchProposal MatchProposalMessage(const domain::MatchProposal& proposal) {
  v1::MatchProposal message;
  message.set_id(proposal.id.ToString());
  message.set_programme_id(proposal.programme_id);
  SetPeriod(proposal.period, message);
  message.set_waiting(proposal.waiting);
  message.set_open_places(proposal.open_places);
  message.set_total_priority(proposal.total_priority);
  message.set_upper_bound(proposal.upper_bound);
  message.set_optimal(proposal.optimal);
  for (const domain::StaleReason reason : proposal.stale_reasons) message.add_stale_reasons(EnumOf(reason));
  *message.mutable_created_at() = TimestampOf(proposal.created_at);
  message.set_line_count(proposal.line_count);
  message.set_offered_count(proposal.offered_count);
  for (const domain::ProposalLine& line : proposal.lines) Fill(line, *message.add_lines());
  return message;
}

v1::LineOutcome LineOutcomeMessage(const domain::LineOutcome& outcome) {
  v1::LineOutcome message;
  message.set_number(outcome.number);
  if (outcome.offer_id.ok()) {
    message.set_offer_id(outcome.offer_id->ToString());
    return message;
  }
  const absl::Status& status = outcome.offer_id.status();
  v1::LineRefusal& refusal = *message.mutable_refusal();
  refusal.set_kind(RefusalKindOf(status));
  // What failed by itself is for the log.
  refusal.set_detail(refusal.kind() == v1::REFUSAL_KIND_FAILED
                         ? "it could not be offered: ask again"
                         : std::string(runtime::StdView(status.message())));
  for (const runtime::RuleBreach& breach : runtime::DetailsOf(status).rules) {
    v1::RefusingRule& rule = *refusal.add_rules();
    rule.set_rule(breach.rule);
    rule.set_actual(breach.actual);
    rule.set_required(breach.required);
  }
  return message;
}

}  // namespace boulevard::placements::api
