#include "services/guidance/domain/legal_holds.h"

#include <functional>
#include <string>

#include "boulevard/guidance/v1/legal_holds.pb.h"
#include "services/guidance/api/handlers.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/message/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::LegalHold;
using domain::LegalHolds;
using runtime::CallContext;
using runtime::IdFrom;

v1::LegalHold LegalHoldMessage(const LegalHold& hold) {
  v1::LegalHold message;
  message.set_id(hold.id.ToString());
  message.set_young_person_id(hold.young_person_id.ToString());
  message.set_reason(hold.reason);
  message.set_set_by(hold.set_by);
  message.set_set_on(runtime::DayText(hold.set_on));
  if (hold.released_on) {
    message.set_released_by(hold.released_by);
    message.set_released_on(runtime::DayText(*hold.released_on));
  }
  return message;
}

template <typename Response, typename Request>
Response LegalHoldsMessage(const Request& request, const domain::PageOf<LegalHold>& found) {
  Response response;
  for (const LegalHold& hold : found.rows) *response.add_legal_holds() = LegalHoldMessage(hold);
  response.set_next_page_token(runtime::NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::ListLegalHoldsResponse> ListStanding(const LegalHolds& holds, const CallContext& context,
                                                        const v1::ListLegalHoldsRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, runtime::PageFrom(request));
  ASSIGN_OR_RETURN(const auto found, holds.ListStanding(context, page));
  return LegalHoldsMessage<v1::ListLegalHoldsResponse>(request, found);
}

absl::StatusOr<v1::ListLegalHoldsOfYoungPersonResponse> HoldsOfYoungPerson(
    const LegalHolds& holds, const CallContext& context,
    const v1::ListLegalHoldsOfYoungPersonRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, runtime::PageFrom(request));
  ASSIGN_OR_RETURN(const auto found, holds.List(context, IdFrom(request.id()), page));
  return LegalHoldsMessage<v1::ListLegalHoldsOfYoungPersonResponse>(request, found);
}

absl::StatusOr<v1::LegalHold> SetHold(const LegalHolds& holds, const CallContext& context,
                                      const v1::SetLegalHoldRequest& request) {
  ASSIGN_OR_RETURN(const LegalHold hold, holds.Set(context, IdFrom(request.id()), request.reason()));
  return LegalHoldMessage(hold);
}

absl::StatusOr<v1::LegalHold> ReleaseHold(const LegalHolds& holds, const CallContext& context,
                                          const v1::ReleaseLegalHoldRequest& request) {
  ASSIGN_OR_RETURN(const LegalHold hold, holds.Release(context, IdFrom(request.id())));
  return LegalHoldMessage(hold);
}

}  // namespace

void BindLegalHolds(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const LegalHolds holds(store, clock);
  const std::string service = "boulevard.guidance.v1.LegalHoldService.";
  handlers.Bind<v1::ListLegalHoldsRequest, v1::ListLegalHoldsResponse>(service + "ListLegalHolds",
                                                                       std::bind_front(ListStanding, holds));
  handlers.Bind<v1::ListLegalHoldsOfYoungPersonRequest, v1::ListLegalHoldsOfYoungPersonResponse>(
      service + "ListLegalHoldsOfYoungPerson", std::bind_front(HoldsOfYoungPerson, holds));
  handlers.Bind<v1::SetLegalHoldRequest, v1::LegalHold>(service + "SetLegalHold",
                                                        std::bind_front(SetHold, holds));
  handlers.Bind<v1::ReleaseLegalHoldRequest, v1::LegalHold>(service + "ReleaseLegalHold",
                                                            std::bind_front(ReleaseHold, holds));
}

}  // namespace boulevard::guidance::api
