#include "services/placements/domain/facilities.h"

#include <functional>
#include <string>

#include "boulevard/placements/v1/facilities.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_stock.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::Facilities;
using runtime::CallContext;

absl::StatusOr<v1::ListFacilitiesResponse> List(const Facilities& facilities, const CallContext& context,
                                                const v1::ListFacilitiesRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  const domain::FacilityFilter filter = {.provider_id = OptionalIdFrom(request.provider_id()),
                                         .programme_id = request.programme_id(),
                                         .district = request.district()};
  ASSIGN_OR_RETURN(const auto found, facilities.List(context, filter, page));
  v1::ListFacilitiesResponse response;
  for (const domain::Facility& facility : found.rows) *response.add_facilities() = FacilityMessage(facility);
  response.set_next_page_token(NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Facility> Get(const Facilities& facilities, const CallContext& context,
                                 const v1::GetFacilityRequest& request) {
  ASSIGN_OR_RETURN(const auto facility, facilities.Get(context, IdFrom(request.id())));
  return FacilityMessage(facility);
}

absl::StatusOr<v1::Facility> Create(const Facilities& facilities, const CallContext& context,
                                    const v1::CreateFacilityRequest& request) {
  domain::Facility draft = {
      .provider_id = OptionalIdFrom(request.facility().provider_id()).value_or(domain::Uuid{}),
      .programme_id = request.facility().programme_id()};
  Apply(request.facility(), draft);
  ASSIGN_OR_RETURN(const auto facility, facilities.Create(context, draft));
  return FacilityMessage(facility);
}

absl::StatusOr<v1::Facility> Update(const Facilities& facilities, const CallContext& context,
                                    const v1::UpdateFacilityRequest& request) {
  const auto change = [&](domain::Facility& facility) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::Facility merged,
                     Patched(FacilityMessage(facility), request.facility(), request));
    Apply(merged, facility);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const auto facility, facilities.Update(context, IdFrom(request.id()), change));
  return FacilityMessage(facility);
}

}  // namespace

void BindFacilities(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Facilities facilities(store, clock);
  const std::string service = "boulevard.placements.v1.FacilityService.";
  handlers.Bind<v1::ListFacilitiesRequest, v1::ListFacilitiesResponse>(service + "ListFacilities",
                                                                       std::bind_front(List, facilities));
  handlers.Bind<v1::GetFacilityRequest, v1::Facility>(service + "GetFacility",
                                                      std::bind_front(Get, facilities));
  handlers.Bind<v1::CreateFacilityRequest, v1::Facility>(service + "CreateFacility",
                                                         std::bind_front(Create, facilities));
  handlers.Bind<v1::UpdateFacilityRequest, v1::Facility>(service + "UpdateFacility",
                                                         std::bind_front(Update, facilities));
}

}  // namespace boulevard::placements::api
