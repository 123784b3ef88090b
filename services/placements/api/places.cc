#include "services/placements/domain/places.h"

#include <functional>
#include <string>

#include "boulevard/placements/v1/places.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_stock.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::Places;
using runtime::CallContext;

absl::StatusOr<v1::ListPlacesResponse> List(const Places& places, const CallContext& context,
                                            const v1::ListPlacesRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  const domain::PlaceFilter filter = {.provider_id = OptionalIdFrom(request.provider_id()),
                                      .programme_id = request.programme_id(),
                                      .facility_id = OptionalIdFrom(request.facility_id()),
                                      .unit_id = OptionalIdFrom(request.unit_id())};
  ASSIGN_OR_RETURN(const auto found, places.List(context, filter, page));
  v1::ListPlacesResponse response;
  for (const domain::Place& place : found.rows) *response.add_places() = PlaceMessage(place);
  response.set_next_page_token(NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Place> Get(const Places& places, const CallContext& context,
                              const v1::GetPlaceRequest& request) {
  ASSIGN_OR_RETURN(const auto place, places.Get(context, IdFrom(request.id())));
  return PlaceMessage(place);
}

absl::StatusOr<v1::Place> Create(const Places& places, const runtime::Clock& clock,
                                 const CallContext& context, const v1::CreatePlaceRequest& request) {
  domain::Place draft = {.unit_id = IdFrom(request.place().unit_id())};
  Apply(request.place(), runtime::Today(clock), draft);
  ASSIGN_OR_RETURN(const auto place, places.Create(context, draft));
  return PlaceMessage(place);
}

absl::StatusOr<v1::Place> Update(const Places& places, const runtime::Clock& clock,
                                 const CallContext& context, const v1::UpdatePlaceRequest& request) {
  const auto change = [&](domain::Place& place) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::Place merged, Patched(PlaceMessage(place), request.place(), request));
    Apply(merged, runtime::Today(clock), place);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const auto place, places.Update(context, IdFrom(request.id()), change));
  return PlaceMessage(place);
}

}  // namespace

void BindPlaces(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Places places(store, clock);
  const std::string service = "boulevard.placements.v1.PlaceService.";
  handlers.Bind<v1::ListPlacesRequest, v1::ListPlacesResponse>(service + "ListPlaces",
                                                               std::bind_front(List, places));
  handlers.Bind<v1::GetPlaceRequest, v1::Place>(service + "GetPlace", std::bind_front(Get, places));
  handlers.Bind<v1::CreatePlaceRequest, v1::Place>(service + "CreatePlace",
                                                   std::bind_front(Create, places, std::cref(clock)));
  handlers.Bind<v1::UpdatePlaceRequest, v1::Place>(service + "UpdatePlace",
                                                   std::bind_front(Update, places, std::cref(clock)));
}

}  // namespace boulevard::placements::api
