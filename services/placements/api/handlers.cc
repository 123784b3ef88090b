#include "services/placements/api/handlers.h"

namespace boulevard::placements::api {

void BindAll(domain::Store& store, domain::Guidance& guidance, const domain::AssignmentSolver& solver,
             const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  BindProgrammes(store, handlers);
  BindProviders(store, clock, handlers);
  BindFacilities(store, clock, handlers);
  BindUnits(store, clock, handlers);
  BindPlaces(store, clock, handlers);
  BindAvailability(store, clock, handlers);
  BindClosures(store, clock, handlers);
  BindApplications(store, guidance, clock, handlers);
  BindGuidanceEvents(store, handlers);
  BindMatches(store, clock, handlers);
  BindMatchProposals(store, solver, clock, handlers);
  BindRuleSets(store, clock, handlers);
  BindWaitingList(store, clock, handlers);
  BindOffers(store, clock, handlers);
  BindPersonRecords(store, handlers);
  BindPlacements(store, clock, handlers);
}

}  // namespace boulevard::placements::api
