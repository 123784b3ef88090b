#ifndef BOULEVARD_SERVICES_GUIDANCE_API_CONVERT_PLANS_H_
#define BOULEVARD_SERVICES_GUIDANCE_API_CONVERT_PLANS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "boulevard/guidance/v1/plans.pb.h"
#include "services/guidance/domain/plan_change.h"

// Between the contract's plans and the domain's.
namespace boulevard::guidance::api {

v1::Plan PlanMessage(const domain::Plan& plan);
v1::PlanRevision RevisionMessage(const domain::RevisionNote& note);

// What a request makes a plan of: the plan without its parts, and what adds them.
domain::Plan DraftFrom(const v1::Plan& message);
std::vector<domain::PlanChange> PartsFrom(const v1::Plan& message);

// What single methods do.
domain::PlanChange ChangeFrom(const v1::UpdatePlanRequest& request);
domain::PlanChange ChangeFrom(const v1::AgreeToPlanRequest& request);
domain::PlanChange ChangeFrom(const v1::ActivatePlanRequest& request);
domain::PlanChange ChangeFrom(const v1::AddLevelChangeRequest& request);
domain::PlanChange ChangeFrom(const v1::AddReviewRequest& request);
domain::PlanChange ChangeFrom(const v1::UpdateReviewRequest& request);
domain::PlanChange ChangeFrom(const v1::ClosePlanRequest& request);
domain::PlanChange ChangeFrom(const v1::AddGoalRequest& request);
domain::PlanChange ChangeFrom(const v1::UpdateGoalRequest& request);
domain::PlanChange ChangeFrom(const v1::AddActionRequest& request);
domain::PlanChange ChangeFrom(const v1::UpdateActionRequest& request);

// What several at once do. INVALID_ARGUMENT for a change that is none, and for a field that is set and
// cleared.
absl::StatusOr<std::vector<domain::PlanChange>> ChangesFrom(const v1::ChangePlanRequest& request);

}  // namespace boulevard::guidance::api

#endif  // BOULEVARD_SERVICES_GUIDANCE_API_CONVERT_PLANS_H_
