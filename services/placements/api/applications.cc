#include "services/placements/domain/applications.h"

#include <functional>
#include <string>

#include "boulevard/placements/v1/applications.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_applications.h"
#include "services/placements/api/convert_enums.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::Applications;
using domain::ClosingReason;
using runtime::CallContext;

absl::StatusOr<v1::ListApplicationsResponse> List(const Applications& applications,
                                                  const CallContext& context,
                                                  const v1::ListApplicationsRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  const domain::ApplicationFilter filter = {
      .programme_id = request.programme_id(),
      .state = OptionalEnumFrom<domain::ApplicationState>(request.state())};
  ASSIGN_OR_RETURN(const auto found, applications.List(context, filter, page));
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

absl::StatusOr<v1::Application> Create(const Applications& applications, domain::Guidance& guidance,
                                       const CallContext& context,
                                       const v1::CreateApplicationRequest& request) {
  const auto estimate = OptionalEnumFrom<domain::GuidanceLevel>(request.application().guidance_level());
  ASSIGN_OR_RETURN(const auto draft,
                   WithFacts(guidance, context, ApplicationFrom(request.application()), estimate));
  ASSIGN_OR_RETURN(const auto application, applications.Create(context, draft));
  return ApplicationMessage(application);
}

absl::StatusOr<v1::Application> Update(const Applications& applications, const CallContext& context,
                                       const v1::UpdateApplicationRequest& request) {
  const auto change = [&](domain::Application& application) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::Application merged,
                     Patched(ApplicationMessage(application), request.application(), request));
    if (merged.guidance_level() == v1::GUIDANCE_LEVEL_UNSPECIFIED) {
      return runtime::InvalidField("application.guidanceLevel", "required", "cannot be taken away");
    }
    Apply(merged, application);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const auto application, applications.Update(context, IdFrom(request.id()), change));
  return ApplicationMessage(application);
}

absl::StatusOr<v1::Application> Assess(const Applications& applications, const CallContext& context,
                                       const v1::AssessApplicationRequest& request) {
  ASSIGN_OR_RETURN(const auto application, applications.Assess(context, IdFrom(request.id())));
  return ApplicationMessage(application);
}

absl::StatusOr<v1::Application> Admit(const Applications& applications, const CallContext& context,
                                      const v1::AdmitApplicationRequest& request) {
  ASSIGN_OR_RETURN(const auto application, applications.Admit(context, IdFrom(request.id())));
  return ApplicationMessage(application);
}

// One that the service alone gives is refused.
absl::StatusOr<ClosingReason> ReasonFrom(v1::ClosingReason reason) {
  const auto given = OptionalEnumFrom<ClosingReason>(reason).value_or(ClosingReason::kOther);
  if (given != ClosingReason::kPlacedByAnotherApplication) return given;
  return runtime::InvalidField("reason", "server-only", "is given by the service alone");
}

absl::StatusOr<v1::Application> Reject(const Applications& applications, const CallContext& context,
                                       const v1::RejectApplicationRequest& request) {
  ASSIGN_OR_RETURN(const ClosingReason reason, ReasonFrom(request.reason()));
  ASSIGN_OR_RETURN(const auto application, applications.Reject(context, IdFrom(request.id()), reason));
  return ApplicationMessage(application);
}

absl::StatusOr<v1::Application> Withdraw(const Applications& applications, const CallContext& context,
                                         const v1::WithdrawApplicationRequest& request) {
  ASSIGN_OR_RETURN(const ClosingReason reason, ReasonFrom(request.reason()));
  ASSIGN_OR_RETURN(const auto application, applications.Withdraw(context, IdFrom(request.id()), reason));
  return ApplicationMessage(application);
}

absl::StatusOr<v1::Application> Confirm(const Applications& applications, const CallContext& context,
                                        const v1::ConfirmApplicationRequest& request) {
  ASSIGN_OR_RETURN(const auto application, applications.Confirm(context, IdFrom(request.id())));
  return ApplicationMessage(application);
}

absl::StatusOr<v1::GetApplicationHistoryResponse> History(const Applications& applications,
                                                          const CallContext& context,
                                                          const v1::GetApplicationHistoryRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  ASSIGN_OR_RETURN(const auto found, applications.History(context, IdFrom(request.id()), page));
  v1::GetApplicationHistoryResponse response;
  for (const domain::ApplicationChange& change : found.rows) *response.add_changes() = ChangeMessage(change);
  response.set_next_page_token(NextPageToken(request, found));
  return response;
}

}  // namespace

void BindApplications(domain::Store& store, domain::Guidance& guidance, const runtime::Clock& clock,
                      runtime::rpc::Handlers& handlers) {
  const Applications applications(store, clock);
  const std::string service = "boulevard.placements.v1.ApplicationService.";
  handlers.Bind<v1::ListApplicationsRequest, v1::ListApplicationsResponse>(
      service + "ListApplications", std::bind_front(List, applications));
  handlers.Bind<v1::GetApplicationRequest, v1::Application>(service + "GetApplication",
                                                            std::bind_front(Get, applications));
  handlers.Bind<v1::CreateApplicationRequest, v1::Application>(
      service + "CreateApplication", std::bind_front(Create, applications, std::ref(guidance)));
  handlers.Bind<v1::UpdateApplicationRequest, v1::Application>(service + "UpdateApplication",
                                                               std::bind_front(Update, applications));
  handlers.Bind<v1::AssessApplicationRequest, v1::Application>(service + "AssessApplication",
                                                               std::bind_front(Assess, applications));
  handlers.Bind<v1::AdmitApplicationRequest, v1::Application>(service + "AdmitApplication",
                                                              std::bind_front(Admit, applications));
  handlers.Bind<v1::RejectApplicationRequest, v1::Application>(service + "RejectApplication",
                                                               std::bind_front(Reject, applications));
  handlers.Bind<v1::WithdrawApplicationRequest, v1::Application>(service + "WithdrawApplication",
                                                                 std::bind_front(Withdraw, applications));
  handlers.Bind<v1::ConfirmApplicationRequest, v1::Application>(service + "ConfirmApplication",
                                                                std::bind_front(Confirm, applications));
  handlers.Bind<v1::GetApplicationHistoryRequest, v1::GetApplicationHistoryResponse>(
      service + "GetApplicationHistory", std::bind_front(History, applications));
}

}  // namespace boulevard::placements::api
