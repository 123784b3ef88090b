#include "services/placements/domain/applications.h"

#include <functional>
#include <string>

#include "boulevard/placements/v1/applications.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_bookings.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::Applications;
using runtime::CallContext;

absl::StatusOr<v1::ListApplicationsResponse> List(const Applications& applications,
                                                  const CallContext& context,
                                                  const v1::ListApplicationsRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  ASSIGN_OR_RETURN(const auto found, applications.List(context, page));
  v1::ListApplicationsResponse response;
  for (const domain::Application& application : found.rows) {
    *response.add_applications() = ApplicationMessage(application);
  }
  response.set_next_page_token(NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Application> Get(const Applications& applications, const CallContext& context,
                                    const v1::GetApplicationRequest& request) {
  ASSIGN_OR_RETURN(const auto application, applications.Get(context, IdFrom(request.id())));
  return ApplicationMessage(application);
}

absl::StatusOr<v1::Application> Create(const Applications& applications, const CallContext& context,
                                       const v1::CreateApplicationRequest& request) {
  ASSIGN_OR_RETURN(const auto application,
                   applications.Create(context, ApplicationFrom(request.application())));
  return ApplicationMessage(application);
}

}  // namespace

void BindApplications(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Applications applications(store, clock);
  const std::string service = "boulevard.placements.v1.ApplicationService.";
  handlers.Bind<v1::ListApplicationsRequest, v1::ListApplicationsResponse>(
      service + "ListApplications", std::bind_front(List, applications));
  handlers.Bind<v1::GetApplicationRequest, v1::Application>(service + "GetApplication",
                                                            std::bind_front(Get, applications));
  handlers.Bind<v1::CreateApplicationRequest, v1::Application>(service + "CreateApplication",
                                                               std::bind_front(Create, applications));
}

}  // namespace boulevard::placements::api
