#ifndef BOULEVARD_SERVICES_GUIDANCE_API_HANDLERS_H_
#define BOULEVARD_SERVICES_GUIDANCE_API_HANDLERS_H_

#include "services/guidance/domain/exports.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/rpc/dispatcher.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::api {

// Binds every RPC of boulevard.guidance.v1 but the export. Store and clock outlive the handlers.
void BindAll(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
// The export, which asks others too; they outlive the handlers.
void BindExports(domain::Store& store, const runtime::Clock& clock, domain::OtherRecords& others,
                 runtime::rpc::Handlers& handlers);

// One of them for each proto file.
void BindMentors(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindYoungPeople(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindCaseloads(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindPlans(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindConsents(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindContactMoments(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindLegalHolds(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindDisclosures(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindDaytimeActivities(domain::Store& store, const runtime::Clock& clock,
                           runtime::rpc::Handlers& handlers);
void BindAssessments(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindReadinesses(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindAgenda(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);
void BindPeopleFacts(domain::Store& store, runtime::rpc::Handlers& handlers);
void BindAccesses(domain::Store& store, runtime::rpc::Handlers& handlers);

// A part of BindPlans.
void BindPlanRevisions(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers);

}  // namespace boulevard::guidance::api

#endif  // BOULEVARD_SERVICES_GUIDANCE_API_HANDLERS_H_
