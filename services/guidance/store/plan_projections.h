#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_PLAN_PROJECTIONS_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_PLAN_PROJECTIONS_H_

#include "absl/status/status.h"
#include "services/guidance/domain/plan.h"
#include "services/runtime/db/session.h"

namespace boulevard::guidance::store {

// Brings plan_goals, plan_actions and plan_reviews from what they say of `before` to what they say of
// `after`, row by row: no statement where that is the same. `before` of a new plan has nothing in it.
absl::Status WriteProjections(runtime::db::Session& session, const domain::Plan& before,
                              const domain::Plan& after);

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_PLAN_PROJECTIONS_H_
