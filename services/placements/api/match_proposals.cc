#include "services/placements/domain/match_proposals.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "boulevard/placements/v1/match_proposals.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_matches.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::MatchProposals;
using runtime::CallContext;

absl::StatusOr<v1::ListMatchProposalsResponse> ListProposals(const MatchProposals& proposals,
                                                             const CallContext& context,
                                                             const v1::ListMatchProposalsRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  ASSIGN_OR_RETURN(const auto found, proposals.List(context, request.programme_id(), page));
  v1::ListMatchProposalsResponse response;
  for (const domain::MatchProposal& proposal : found.rows) {
    *response.add_match_proposals() = MatchProposalMessage(proposal);
  }
  response.set_next_page_token(NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::MatchProposal> GetProposal(const MatchProposals& proposals, const CallContext& context,
                                              const v1::GetMatchProposalRequest& request) {
  ASSIGN_OR_RETURN(const auto proposal, proposals.Get(context, IdFrom(request.id())));
  return MatchProposalMessage(proposal);
}

absl::StatusOr<v1::MatchProposal> CreateProposal(const MatchProposals& proposals, const CallContext& context,
                                                 const v1::CreateMatchProposalRequest& request) {
  const v1::MatchProposal& message = request.match_proposal();
  const domain::ProposalDraft draft = {.programme_id = message.programme_id(),
                                       .starts_on = OptionalDayFrom(message.starts_on()),
                                       .ends_on = EndFrom(message.ends_on())};
  ASSIGN_OR_RETURN(const auto proposal, proposals.Create(context, draft));
  return MatchProposalMessage(proposal);
}

absl::StatusOr<v1::OfferMatchProposalResponse> OfferLines(const MatchProposals& proposals,
                                                          const CallContext& context,
                                                          const v1::OfferMatchProposalRequest& request) {
  std::optional<absl::Time> expires_at;
  if (request.has_expires_at()) expires_at = TimeFrom(request.expires_at());
  ASSIGN_OR_RETURN(const auto outcomes,
                   proposals.Offer(context, IdFrom(request.id()),
                                   {request.lines().begin(), request.lines().end()}, expires_at));
  v1::OfferMatchProposalResponse response;
  for (const domain::LineOutcome& outcome : outcomes) {
    *response.add_outcomes() = LineOutcomeMessage(outcome);
  }
  return response;
}

}  // namespace

void BindMatchProposals(domain::Store& store, const domain::AssignmentSolver& solver,
                        const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const MatchProposals proposals(store, solver, clock);
  const std::string service = "boulevard.placements.v1.MatchProposalService.";
  handlers.Bind<v1::ListMatchProposalsRequest, v1::ListMatchProposalsResponse>(
      service + "ListMatchProposals", std::bind_front(ListProposals, proposals));
  handlers.Bind<v1::GetMatchProposalRequest, v1::MatchProposal>(service + "GetMatchProposal",
                                                                std::bind_front(GetProposal, proposals));
  handlers.Bind<v1::CreateMatchProposalRequest, v1::MatchProposal>(
      service + "CreateMatchProposal", std::bind_front(CreateProposal, proposals));
  handlers.Bind<v1::OfferMatchProposalRequest, v1::OfferMatchProposalResponse>(
      service + "OfferMatchProposal", std::bind_front(OfferLines, proposals));
}

}  // namespace boulevard::placements::api
