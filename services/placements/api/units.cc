#include "services/placements/domain/units.h"

#include <functional>
#include <string>

#include "boulevard/placements/v1/units.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_stock.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::Units;
using runtime::CallContext;

absl::StatusOr<v1::ListUnitsResponse> List(const Units& units, const CallContext& context,
                                           const v1::ListUnitsRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  const domain::UnitFilter filter = {.facility_id = OptionalIdFrom(request.facility_id())};
  ASSIGN_OR_RETURN(const auto found, units.List(context, filter, page));
  v1::ListUnitsResponse response;
  for (const domain::Unit& unit : found.rows) *response.add_units() = UnitMessage(unit);
  response.set_next_page_token(NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Unit> Get(const Units& units, const CallContext& context,
                             const v1::GetUnitRequest& request) {
  ASSIGN_OR_RETURN(const auto unit, units.Get(context, IdFrom(request.id())));
  return UnitMessage(unit);
}

absl::StatusOr<v1::Unit> Create(const Units& units, const CallContext& context,
                                const v1::CreateUnitRequest& request) {
  RETURN_IF_ERROR(CheckQuotaKinds(request.unit()));
  domain::Unit draft = {.facility_id = IdFrom(request.unit().facility_id())};
  Apply(request.unit(), draft);
  ASSIGN_OR_RETURN(const auto unit, units.Create(context, draft));
  return UnitMessage(unit);
}

absl::StatusOr<v1::Unit> Update(const Units& units, const CallContext& context,
                                const v1::UpdateUnitRequest& request) {
  RETURN_IF_ERROR(CheckQuotaKinds(request.unit()));
  const auto change = [&](domain::Unit& unit) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::Unit merged, Patched(UnitMessage(unit), request.unit(), request));
    Apply(merged, unit);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const auto unit, units.Update(context, IdFrom(request.id()), change));
  return UnitMessage(unit);
}

}  // namespace

void BindUnits(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Units units(store, clock);
  const std::string service = "boulevard.placements.v1.UnitService.";
  handlers.Bind<v1::ListUnitsRequest, v1::ListUnitsResponse>(service + "ListUnits",
                                                             std::bind_front(List, units));
  handlers.Bind<v1::GetUnitRequest, v1::Unit>(service + "GetUnit", std::bind_front(Get, units));
  handlers.Bind<v1::CreateUnitRequest, v1::Unit>(service + "CreateUnit", std::bind_front(Create, units));
  handlers.Bind<v1::UpdateUnitRequest, v1::Unit>(service + "UpdateUnit", std::bind_front(Update, units));
}

}  // namespace boulevard::placements::api
