#ifndef BOULEVARD_SERVICES_PLACEMENTS_API_HANDLERS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_API_HANDLERS_H_

#include "services/placements/domain/assignment.h"
#include "services/placements/domain/availability_feed.h"
#include "services/placements/domain/guidance.h"
#include "services/placements/domain/store.h"
#include "services/placements/domain/webhooks.h"
#include "services/runtime/rpc/dispatcher.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::api {

// Binds every RPC of boulevard.placements.v1 that answers once, but webhooks. Store, guidance and clock
// outlive the handlers.
void BindAll(domain::Store& store, domain::Guidance& guidance, const domain::AssignmentSolver& solver,
             const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
// The policy outlives them too.
void BindWebhooks(domain::Store& store, const runtime::Clock& clock, const domain::WebhookPolicy& policy,
                  runtime::rpc::Handlers& handlers);

// Binds the stream of events about availability. The feed outlives the handlers.
void BindAvailabilityEvents(domain::AvailabilityFeed& feed, runtime::rpc::Handlers& handlers);

// One of them for each proto file.
void BindProgrammes(domain::Store& store, runtime::rpc::Handlers& handlers);
void BindProviders(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindFacilities(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindUnits(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindPlaces(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindAvailability(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindClosures(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindApplications(domain::Store& store, domain::Guidance& guidance, const runtime::Clock& clock,
                      runtime::rpc::Handlers& handlers);
void BindGuidanceEvents(domain::Store& store, runtime::rpc::Handlers& handlers);
void BindRuleSets(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindWaitingList(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindOffers(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindMatches(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindMatchProposals(domain::Store& store, const domain::AssignmentSolver& solver,
                        const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindPersonRecords(domain::Store& store, runtime::rpc::Handlers& handlers);
void BindPlacements(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);

}  // namespace boulevard::placements::api

#endif  // BOULEVARD_SERVICES_PLACEMENTS_API_HANDLERS_H_
