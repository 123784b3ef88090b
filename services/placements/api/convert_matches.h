#ifndef BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_MATCHES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_MATCHES_H_

#include "boulevard/placements/v1/match_proposals.pb.h"
#include "boulevard/placements/v1/matches.pb.h"
#include "services/placements/domain/match_proposals.h"
#include "services/placements/domain/matches.h"

// Matches and match proposals, between contract and domain.
namespace boulevard::placements::api {

v1::ApplicationMatches ApplicationMatchesMessage(const domain::Uuid& id,
                                                 const domain::ApplicationMatches& matches);
v1::PlaceMatches PlaceMatchesMessage(const domain::Uuid& id, const domain::PlaceMatches& matches);
v1::MatchProposal MatchProposalMessage(const domain::MatchProposal& proposal);
v1::LineOutcome LineOutcomeMessage(const domain::LineOutcome& outcome);

}  // namespace boulevard::placements::api

#endif  // BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_MATCHES_H_
