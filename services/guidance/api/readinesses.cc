#include "services/guidance/domain/readinesses.h"

#include <functional>
#include <string>

#include "boulevard/guidance/v1/readiness.pb.h"
#include "services/guidance/api/handlers.h"
#include "services/guidance/api/record_enums.h"
#include "services/guidance/api/record_paging.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/message/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::Readinesses;
using runtime::CallContext;
using runtime::IdFrom;

v1::Readiness ReadinessMessage(const domain::Readiness& readiness) {
  v1::Readiness message;
  SetRecord(readiness, message);
  message.set_declared_on(runtime::DayText(readiness.declared_on));
  message.set_cause(EnumOf(readiness.causes.back().cause));
  v1::BlockCausePeriod* last = nullptr;
  for (const domain::BlockCauseFrom& one : readiness.causes) {
    if (last != nullptr) last->set_until(runtime::DayText(one.from));
    last = message.add_causes();
    last->set_cause(EnumOf(one.cause));
    last->set_from(runtime::DayText(one.from));
  }
  if (readiness.withdrawn_on) last->set_until(runtime::DayText(*readiness.withdrawn_on));
  return message;
}

v1::ReadinessSignal SignalMessage(const domain::ReadinessSignal& signal) {
  v1::ReadinessSignal message;
  message.set_kind(EnumOf(signal.kind));
  if (signal.value) message.set_value(*signal.value);
  message.set_threshold(signal.threshold);
  message.set_bound(EnumOf(signal.bound));
  message.set_met(signal.Met());
  message.set_needed(signal.needed);
  return message;
}

absl::StatusOr<v1::ReadinessOverview> Get(const Readinesses& readinesses, const CallContext& context,
                                          const v1::GetReadinessRequest& request) {
  ASSIGN_OR_RETURN(const auto overview, readinesses.Get(context, IdFrom(request.id())));
  v1::ReadinessOverview message;
  message.set_young_person_id(request.id());
  if (overview.standing) *message.mutable_readiness() = ReadinessMessage(*overview.standing);
  message.set_suggests_ready(overview.view.SuggestsReady());
  for (const domain::ReadinessSignal& signal : overview.view.signals) {
    *message.add_signals() = SignalMessage(signal);
  }
  return message;
}

absl::StatusOr<v1::ListReadinessesResponse> List(const Readinesses& readinesses, const CallContext& context,
                                                 const v1::ListReadinessesRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, runtime::PageFrom(request));
  ASSIGN_OR_RETURN(const auto found, readinesses.List(context, IdFrom(request.id()), page));
  v1::ListReadinessesResponse response;
  for (const domain::Readiness& one : found.rows) *response.add_readinesses() = ReadinessMessage(one);
  response.set_next_page_token(runtime::NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Readiness> Declare(const Readinesses& readinesses, const CallContext& context,
                                      const v1::DeclareReadinessRequest& request) {
  ASSIGN_OR_RETURN(
      const auto readiness,
      readinesses.Declare(context, IdFrom(request.id()), EnumFrom<domain::BlockCause>(request.cause()),
                          runtime::OptionalDayFrom(request.declared_on())));
  return ReadinessMessage(readiness);
}

absl::StatusOr<v1::Readiness> ChangeCause(const Readinesses& readinesses, const CallContext& context,
                                          const v1::ChangeBlockCauseRequest& request) {
  ASSIGN_OR_RETURN(
      const auto readiness,
      readinesses.ChangeCause(context, IdFrom(request.id()), EnumFrom<domain::BlockCause>(request.cause()),
                              runtime::OptionalDayFrom(request.from())));
  return ReadinessMessage(readiness);
}

absl::StatusOr<v1::Readiness> Withdraw(const Readinesses& readinesses, const CallContext& context,
                                       const v1::WithdrawReadinessRequest& request) {
  ASSIGN_OR_RETURN(const auto readiness,
                   readinesses.Withdraw(context, IdFrom(request.id()), request.reason(),
                                        runtime::OptionalDayFrom(request.withdrawn_on())));
  return ReadinessMessage(readiness);
}

}  // namespace

void BindReadinesses(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Readinesses readinesses(store, clock);
  const std::string service = "boulevard.guidance.v1.ReadinessService.";
  handlers.Bind<v1::GetReadinessRequest, v1::ReadinessOverview>(service + "GetReadiness",
                                                                std::bind_front(Get, readinesses));
  handlers.Bind<v1::ListReadinessesRequest, v1::ListReadinessesResponse>(service + "ListReadinesses",
                                                                         std::bind_front(List, readinesses));
  handlers.Bind<v1::DeclareReadinessRequest, v1::Readiness>(service + "DeclareReadiness",
                                                            std::bind_front(Declare, readinesses));
  handlers.Bind<v1::ChangeBlockCauseRequest, v1::Readiness>(service + "ChangeBlockCause",
                                                            std::bind_front(ChangeCause, readinesses));
  handlers.Bind<v1::WithdrawReadinessRequest, v1::Readiness>(service + "WithdrawReadiness",
                                                             std::bind_front(Withdraw, readinesses));
}

}  // namespace boulevard::guidance::api
