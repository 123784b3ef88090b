#include <functional>
#include <string>

#include "boulevard/placements/v1/placements.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_bookings.h"
#include "services/placements/api/convert_enums.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/placements/domain/stays.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::Stays;
using runtime::CallContext;

absl::StatusOr<v1::ListPlacementsResponse> List(const Stays& stays, const CallContext& context,
                                                const v1::ListPlacementsRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  const domain::PlacementFilter filter = {.place_id = OptionalIdFrom(request.place_id()),
                                          .state = OptionalEnumFrom<domain::PlacementState>(request.state())};
  ASSIGN_OR_RETURN(const auto found, stays.List(context, filter, page));
  v1::ListPlacementsResponse response;
  for (const domain::Placement& stay : found.rows) *response.add_placements() = PlacementMessage(stay);
  response.set_next_page_token(NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Placement> Get(const Stays& stays, const CallContext& context,
                                  const v1::GetPlacementRequest& request) {
  ASSIGN_OR_RETURN(const auto stay, stays.Get(context, IdFrom(request.id())));
  return PlacementMessage(stay);
}

absl::StatusOr<v1::Placement> Arrive(const Stays& stays, const CallContext& context,
                                     const v1::ArriveAtPlaceRequest& request) {
  ASSIGN_OR_RETURN(const auto stay, stays.Arrive(context, IdFrom(request.id())));
  return PlacementMessage(stay);
}

absl::StatusOr<v1::Placement> Extend(const Stays& stays, const CallContext& context,
                                     const v1::ExtendPlacementRequest& request) {
  ASSIGN_OR_RETURN(const auto stay, stays.Extend(context, IdFrom(request.id()), DayFrom(request.ends_on())));
  return PlacementMessage(stay);
}

absl::StatusOr<v1::TransferPlacementResponse> Transfer(const Stays& stays, const CallContext& context,
                                                       const v1::TransferPlacementRequest& request) {
  ASSIGN_OR_RETURN(const domain::Transferred transferred,
                   stays.Transfer(context, IdFrom(request.id()), IdFrom(request.place_id()),
                                  OptionalDayFrom(request.on())));
  v1::TransferPlacementResponse response;
  *response.mutable_ended() = PlacementMessage(transferred.ended);
  *response.mutable_started() = PlacementMessage(transferred.started);
  return response;
}

absl::StatusOr<v1::Placement> Depart(const Stays& stays, const CallContext& context,
                                     const v1::DepartFromPlaceRequest& request) {
  const domain::Departure departure = {
      .on = OptionalDayFrom(request.on()),
      .reason = EnumFrom<domain::DepartureReason>(request.reason()),
      .destination = EnumFrom<domain::DepartureDestination>(request.destination())};
  ASSIGN_OR_RETURN(const auto stay, stays.Depart(context, IdFrom(request.id()), departure));
  return PlacementMessage(stay);
}

absl::StatusOr<v1::Placement> ReportNoShow(const Stays& stays, const CallContext& context,
                                           const v1::ReportNoShowRequest& request) {
  ASSIGN_OR_RETURN(const auto stay, stays.ReportNoShow(context, IdFrom(request.id())));
  return PlacementMessage(stay);
}

absl::StatusOr<v1::Placement> Cancel(const Stays& stays, const CallContext& context,
                                     const v1::CancelPlacementRequest& request) {
  ASSIGN_OR_RETURN(const auto stay, stays.Cancel(context, IdFrom(request.id())));
  return PlacementMessage(stay);
}

}  // namespace

void BindPlacements(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Stays stays(store, clock);
  const std::string service = "boulevard.placements.v1.PlacementService.";
  handlers.Bind<v1::ListPlacementsRequest, v1::ListPlacementsResponse>(service + "ListPlacements",
                                                                       std::bind_front(List, stays));
  handlers.Bind<v1::GetPlacementRequest, v1::Placement>(service + "GetPlacement",
                                                        std::bind_front(Get, stays));
  handlers.Bind<v1::ArriveAtPlaceRequest, v1::Placement>(service + "ArriveAtPlace",
                                                         std::bind_front(Arrive, stays));
  handlers.Bind<v1::ExtendPlacementRequest, v1::Placement>(service + "ExtendPlacement",
                                                           std::bind_front(Extend, stays));
  handlers.Bind<v1::TransferPlacementRequest, v1::TransferPlacementResponse>(
      service + "TransferPlacement", std::bind_front(Transfer, stays));
  handlers.Bind<v1::DepartFromPlaceRequest, v1::Placement>(service + "DepartFromPlace",
                                                           std::bind_front(Depart, stays));
  handlers.Bind<v1::ReportNoShowRequest, v1::Placement>(service + "ReportNoShow",
                                                        std::bind_front(ReportNoShow, stays));
  handlers.Bind<v1::CancelPlacementRequest, v1::Placement>(service + "CancelPlacement",
                                                           std::bind_front(Cancel, stays));
}

}  // namespace boulevard::placements::api
