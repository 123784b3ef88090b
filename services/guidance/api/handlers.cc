#include "services/guidance/api/handlers.h"

namespace boulevard::guidance::api {

void BindAll(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  BindMentors(store, clock, handlers);
  BindYoungPeople(store, clock, handlers);
  BindCaseloads(store, clock, handlers);
  BindConsents(store, clock, handlers);
  BindContactMoments(store, clock, handlers);
  BindPlans(store, clock, handlers);
  BindLegalHolds(store, clock, handlers);
  BindDisclosures(store, clock, handlers);
  BindDaytimeActivities(store, clock, handlers);
  BindAssessments(store, clock, handlers);
  BindReadinesses(store, clock, handlers);
  BindAgenda(store, clock, handlers);
  BindPeopleFacts(store, handlers);
  BindAccesses(store, handlers);
}

}  // namespace boulevard::guidance::api
