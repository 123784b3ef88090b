#include "services/guidance/domain/consents.h"

#include <functional>
#include <string>

#include "boulevard/guidance/v1/consents.pb.h"
#include "services/guidance/api/convert_enums.h"
#include "services/guidance/api/handlers.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/message/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::Consents;
using runtime::CallContext;
using runtime::IdFrom;

v1::Consent ConsentMessage(const domain::Consent& consent) {
  v1::Consent message;
  message.set_id(consent.id.ToString());
  message.set_young_person_id(consent.young_person_id.ToString());
  message.set_purpose(EnumOf(consent.purpose));
  message.set_given_on(runtime::DayText(consent.given_on));
  if (consent.withdrawn_on) message.set_withdrawn_on(runtime::DayText(*consent.withdrawn_on));
  return message;
}

absl::StatusOr<v1::ListConsentsResponse> List(const Consents& consents, const CallContext& context,
                                              const v1::ListConsentsRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, runtime::PageFrom(request));
  ASSIGN_OR_RETURN(const auto found, consents.List(context, IdFrom(request.id()), page));
  v1::ListConsentsResponse response;
  for (const domain::Consent& consent : found.rows) *response.add_consents() = ConsentMessage(consent);
  response.set_next_page_token(runtime::NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Consent> Record(const Consents& consents, const CallContext& context,
                                   const v1::RecordConsentRequest& request) {
  ASSIGN_OR_RETURN(const auto consent, consents.Record(context, IdFrom(request.id()),
                                                       EnumFrom<domain::ConsentPurpose>(request.purpose()),
                                                       runtime::OptionalDayFrom(request.given_on())));
  return ConsentMessage(consent);
}

absl::StatusOr<v1::Consent> Withdraw(const Consents& consents, const CallContext& context,
                                     const v1::WithdrawConsentRequest& request) {
  ASSIGN_OR_RETURN(const auto consent, consents.Withdraw(context, IdFrom(request.id()),
                                                         runtime::OptionalDayFrom(request.withdrawn_on())));
  return ConsentMessage(consent);
}

}  // namespace

void BindConsents(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Consents consents(store, clock);
  const std::string service = "boulevard.guidance.v1.ConsentService.";
  handlers.Bind<v1::ListConsentsRequest, v1::ListConsentsResponse>(service + "ListConsents",
                                                                   std::bind_front(List, consents));
  handlers.Bind<v1::RecordConsentRequest, v1::Consent>(service + "RecordConsent",
                                                       std::bind_front(Record, consents));
  handlers.Bind<v1::WithdrawConsentRequest, v1::Consent>(service + "WithdrawConsent",
                                                         std::bind_front(Withdraw, consents));
}

}  // namespace boulevard::guidance::api
