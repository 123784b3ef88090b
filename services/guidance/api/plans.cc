#include "services/guidance/domain/plans.h"

#include <functional>
#include <string>
#include <utility>

#include "boulevard/guidance/v1/plans.pb.h"
#include "services/guidance/api/convert_enums.h"
#include "services/guidance/api/convert_plans.h"
#include "services/guidance/api/handlers.h"
#include "services/runtime/message/convert.h"
#include "services/runtime/message/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::api {
namespace {

using domain::Plans;
using runtime::CallContext;
using runtime::IdFrom;

absl::StatusOr<v1::ListPlansResponse> List(const Plans& plans, const CallContext& context,
                                           const v1::ListPlansRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, runtime::PageFrom(request));
  const domain::PlanFilter filter{.young_person_id = runtime::OptionalIdFrom(request.young_person_id()),
                                  .state = OptionalEnumFrom<domain::PlanState>(request.state())};
  ASSIGN_OR_RETURN(const auto found, plans.List(context, filter, page));
  v1::ListPlansResponse response;
  for (const domain::Plan& plan : found.rows) *response.add_plans() = PlanMessage(plan);
  response.set_next_page_token(runtime::NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Plan> Get(const Plans& plans, const CallContext& context,
                             const v1::GetPlanRequest& request) {
  ASSIGN_OR_RETURN(const auto plan, plans.Get(context, IdFrom(request.id())));
  return PlanMessage(plan);
}

absl::StatusOr<v1::Plan> Create(const Plans& plans, const CallContext& context,
                                const v1::CreatePlanRequest& request) {
  ASSIGN_OR_RETURN(const auto plan,
                   plans.Create(context, DraftFrom(request.plan()), PartsFrom(request.plan())));
  return PlanMessage(plan);
}

template <typename Request>
absl::StatusOr<v1::Plan> Make(const Plans& plans, const CallContext& context, std::string_view method,
                              const Request& request, std::span<const domain::PlanChange> changes) {
  const auto check = [&](const domain::Plan& plan) {
    return runtime::CheckEtag(request.etag(), PlanMessage(plan));
  };
  ASSIGN_OR_RETURN(const auto plan, plans.Change(context, method, IdFrom(request.id()), changes, check));
  return PlanMessage(plan);
}

absl::StatusOr<v1::Plan> ChangeAll(const Plans& plans, const CallContext& context,
                                   const v1::ChangePlanRequest& request) {
  ASSIGN_OR_RETURN(const auto changes, ChangesFrom(request));
  return Make(plans, context, "ChangePlan", request, changes);
}

// Binds a method that makes the one change that its request tells of.
template <typename Request>
void BindChange(runtime::rpc::Handlers& handlers, const std::string& method, const Plans& plans) {
  handlers.Bind<Request, v1::Plan>(
      "boulevard.guidance.v1.PlanService." + method,
      [plans, method](const CallContext& context, const Request& request) -> absl::StatusOr<v1::Plan> {
        const domain::PlanChange change = ChangeFrom(request);
        return Make(plans, context, method, request, std::span(&change, 1));
      });
}

}  // namespace

void BindPlans(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Plans plans(store, clock);
  const std::string service = "boulevard.guidance.v1.PlanService.";
  handlers.Bind<v1::ListPlansRequest, v1::ListPlansResponse>(service + "ListPlans",
                                                             std::bind_front(List, plans));
  handlers.Bind<v1::GetPlanRequest, v1::Plan>(service + "GetPlan", std::bind_front(Get, plans));
  handlers.Bind<v1::CreatePlanRequest, v1::Plan>(service + "CreatePlan", std::bind_front(Create, plans));
  handlers.Bind<v1::ChangePlanRequest, v1::Plan>(service + "ChangePlan", std::bind_front(ChangeAll, plans));
  BindChange<v1::UpdatePlanRequest>(handlers, "UpdatePlan", plans);
  BindChange<v1::AgreeToPlanRequest>(handlers, "AgreeToPlan", plans);
  BindChange<v1::ActivatePlanRequest>(handlers, "ActivatePlan", plans);
  BindChange<v1::AddLevelChangeRequest>(handlers, "AddLevelChange", plans);
  BindChange<v1::AddReviewRequest>(handlers, "AddReview", plans);
  BindChange<v1::UpdateReviewRequest>(handlers, "UpdateReview", plans);
  BindChange<v1::ClosePlanRequest>(handlers, "ClosePlan", plans);
  BindChange<v1::AddGoalRequest>(handlers, "AddGoal", plans);
  BindChange<v1::UpdateGoalRequest>(handlers, "UpdateGoal", plans);
  BindChange<v1::AddActionRequest>(handlers, "AddAction", plans);
  BindChange<v1::UpdateActionRequest>(handlers, "UpdateAction", plans);
  BindPlanRevisions(store, clock, handlers);
}

}  // namespace boulevard::guidance::api
