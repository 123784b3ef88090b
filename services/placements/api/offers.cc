#include "services/placements/domain/offers.h"

#include <functional>
#include <string>

#include "boulevard/placements/v1/offers.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_bookings.h"
#include "services/placements/api/convert_enums.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::Offers;
using runtime::CallContext;

domain::OfferDraft DraftFrom(const v1::Offer& message) {
  domain::OfferDraft draft = {.application_id = IdFrom(message.application_id()),
                              .place_id = IdFrom(message.place_id()),
                              .period = {DayFrom(message.starts_on()), EndFrom(message.ends_on())}};
  if (message.has_expires_at()) draft.expires_at = TimeFrom(message.expires_at());
  return draft;
}

absl::StatusOr<v1::ListOffersResponse> List(const Offers& offers, const CallContext& context,
                                            const v1::ListOffersRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  const domain::OfferFilter filter = {.place_id = OptionalIdFrom(request.place_id()),
                                      .application_id = OptionalIdFrom(request.application_id()),
                                      .state = OptionalEnumFrom<domain::OfferState>(request.state())};
  ASSIGN_OR_RETURN(const auto found, offers.List(context, filter, page));
  v1::ListOffersResponse response;
  for (const domain::Offer& offer : found.rows) *response.add_offers() = OfferMessage(offer);
  response.set_next_page_token(NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Offer> Get(const Offers& offers, const CallContext& context,
                              const v1::GetOfferRequest& request) {
  ASSIGN_OR_RETURN(const auto offer, offers.Get(context, IdFrom(request.id())));
  return OfferMessage(offer);
}

absl::StatusOr<v1::Offer> Create(const Offers& offers, const CallContext& context,
                                 const v1::CreateOfferRequest& request) {
  ASSIGN_OR_RETURN(const auto offer, offers.Create(context, DraftFrom(request.offer())));
  return OfferMessage(offer);
}

absl::StatusOr<v1::Placement> Accept(const Offers& offers, const CallContext& context,
                                     const v1::AcceptOfferRequest& request) {
  ASSIGN_OR_RETURN(const auto placement, offers.Accept(context, IdFrom(request.id())));
  return PlacementMessage(placement);
}

absl::StatusOr<v1::Offer> Decline(const Offers& offers, const CallContext& context,
                                  const v1::DeclineOfferRequest& request) {
  const domain::Decline decline = {.side = EnumFrom<domain::DeclineSide>(request.side()),
                                   .reason = EnumFrom<domain::DeclineReason>(request.reason())};
  ASSIGN_OR_RETURN(const auto offer, offers.Decline(context, IdFrom(request.id()), decline));
  return OfferMessage(offer);
}

absl::StatusOr<v1::Offer> Revoke(const Offers& offers, const CallContext& context,
                                 const v1::RevokeOfferRequest& request) {
  ASSIGN_OR_RETURN(const auto offer, offers.Revoke(context, IdFrom(request.id())));
  return OfferMessage(offer);
}

}  // namespace

void BindOffers(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Offers offers(store, clock);
  const std::string service = "boulevard.placements.v1.OfferService.";
  handlers.Bind<v1::ListOffersRequest, v1::ListOffersResponse>(service + "ListOffers",
                                                               std::bind_front(List, offers));
  handlers.Bind<v1::GetOfferRequest, v1::Offer>(service + "GetOffer", std::bind_front(Get, offers));
  handlers.Bind<v1::CreateOfferRequest, v1::Offer>(service + "CreateOffer", std::bind_front(Create, offers));
  handlers.Bind<v1::AcceptOfferRequest, v1::Placement>(service + "AcceptOffer",
                                                       std::bind_front(Accept, offers));
  handlers.Bind<v1::DeclineOfferRequest, v1::Offer>(service + "DeclineOffer",
                                                    std::bind_front(Decline, offers));
  handlers.Bind<v1::RevokeOfferRequest, v1::Offer>(service + "RevokeOffer", std::bind_front(Revoke, offers));
}

}  // namespace boulevard::placements::api
