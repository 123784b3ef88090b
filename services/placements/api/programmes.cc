#include "services/placements/domain/programmes.h"

#include <functional>
#include <string>

#include "boulevard/placements/v1/programmes.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_stock.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::Programmes;
using runtime::CallContext;

absl::StatusOr<v1::ListProgrammesResponse> List(const Programmes& programmes, const CallContext& context,
                                                const v1::ListProgrammesRequest& request) {
  ASSIGN_OR_RETURN(const std::string after, CursorFrom(request));
  ASSIGN_OR_RETURN(const auto found, programmes.List(context, PageSizeFrom(request), after));
  v1::ListProgrammesResponse response;
  for (const domain::Programme& programme : found.rows) {
    *response.add_programmes() = ProgrammeMessage(programme);
  }
  if (found.more) response.set_next_page_token(PageTokenAfter(request, found.rows.back().id));
  return response;
}

absl::StatusOr<v1::Programme> Get(const Programmes& programmes, const CallContext& context,
                                  const v1::GetProgrammeRequest& request) {
  ASSIGN_OR_RETURN(const auto programme, programmes.Get(context, request.id()));
  return ProgrammeMessage(programme);
}

absl::StatusOr<v1::Programme> Create(const Programmes& programmes, const CallContext& context,
                                     const v1::CreateProgrammeRequest& request) {
  domain::Programme draft = {.id = request.programme().id()};
  Apply(request.programme(), draft);
  ASSIGN_OR_RETURN(const auto programme, programmes.Create(context, draft));
  return ProgrammeMessage(programme);
}

absl::StatusOr<v1::Programme> Update(const Programmes& programmes, const CallContext& context,
                                     const v1::UpdateProgrammeRequest& request) {
  const auto change = [&](domain::Programme& programme) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::Programme merged,
                     Patched(ProgrammeMessage(programme), request.programme(), request));
    Apply(merged, programme);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const auto programme, programmes.Update(context, request.id(), change));
  return ProgrammeMessage(programme);
}

}  // namespace

void BindProgrammes(domain::Store& store, runtime::rpc::Handlers& handlers) {
  const Programmes programmes(store);
  const std::string service = "boulevard.placements.v1.ProgrammeService.";
  handlers.Bind<v1::ListProgrammesRequest, v1::ListProgrammesResponse>(service + "ListProgrammes",
                                                                       std::bind_front(List, programmes));
  handlers.Bind<v1::GetProgrammeRequest, v1::Programme>(service + "GetProgramme",
                                                        std::bind_front(Get, programmes));
  handlers.Bind<v1::CreateProgrammeRequest, v1::Programme>(service + "CreateProgramme",
                                                           std::bind_front(Create, programmes));
  handlers.Bind<v1::UpdateProgrammeRequest, v1::Programme>(service + "UpdateProgramme",
                                                           std::bind_front(Update, programmes));
}

}  // namespace boulevard::placements::api
