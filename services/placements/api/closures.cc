#include "services/placements/domain/closures.h"

#include <functional>
#include <string>

#include "boulevard/placements/v1/closures.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_bookings.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::Closures;
using runtime::CallContext;

absl::StatusOr<v1::ListClosuresResponse> List(const Closures& closures, const CallContext& context,
                                              const v1::ListClosuresRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  const domain::ClosureFilter filter = {.place_id = OptionalIdFrom(request.place_id()),
                                        .facility_id = OptionalIdFrom(request.facility_id())};
  ASSIGN_OR_RETURN(const auto found, closures.List(context, filter, page));
  v1::ListClosuresResponse response;
  for (const domain::Closure& closure : found.rows) *response.add_closures() = ClosureMessage(closure);
  response.set_next_page_token(NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Closure> Get(const Closures& closures, const CallContext& context,
                                const v1::GetClosureRequest& request) {
  ASSIGN_OR_RETURN(const auto closure, closures.Get(context, IdFrom(request.id())));
  return ClosureMessage(closure);
}

absl::StatusOr<v1::Closure> Create(const Closures& closures, const CallContext& context,
                                   const v1::CreateClosureRequest& request) {
  ASSIGN_OR_RETURN(const auto closure, closures.Create(context, ClosureFrom(request.closure())));
  return ClosureMessage(closure);
}

absl::StatusOr<v1::Closure> Update(const Closures& closures, const CallContext& context,
                                   const v1::UpdateClosureRequest& request) {
  const auto change = [&](domain::Closure& closure) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::Closure merged, Patched(ClosureMessage(closure), request.closure(), request));
    const domain::Closure wanted = ClosureFrom(merged);
    closure.period.until = wanted.period.until;
    closure.reason = wanted.reason;
    closure.payer = wanted.payer;
    closure.note = wanted.note;
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const auto closure, closures.Update(context, IdFrom(request.id()), change));
  return ClosureMessage(closure);
}

absl::StatusOr<v1::Closure> Cancel(const Closures& closures, const CallContext& context,
                                   const v1::CancelClosureRequest& request) {
  ASSIGN_OR_RETURN(const auto closure, closures.Cancel(context, IdFrom(request.id())));
  return ClosureMessage(closure);
}

}  // namespace

void BindClosures(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Closures closures(store, clock);
  const std::string service = "boulevard.placements.v1.ClosureService.";
  handlers.Bind<v1::ListClosuresRequest, v1::ListClosuresResponse>(service + "ListClosures",
                                                                   std::bind_front(List, closures));
  handlers.Bind<v1::GetClosureRequest, v1::Closure>(service + "GetClosure", std::bind_front(Get, closures));
  handlers.Bind<v1::CreateClosureRequest, v1::Closure>(service + "CreateClosure",
                                                       std::bind_front(Create, closures));
  handlers.Bind<v1::UpdateClosureRequest, v1::Closure>(service + "UpdateClosure",
                                                       std::bind_front(Update, closures));
  handlers.Bind<v1::CancelClosureRequest, v1::Closure>(service + "CancelClosure",
                                                       std::bind_front(Cancel, closures));
}

}  // namespace boulevard::placements::api
