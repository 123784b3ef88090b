#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_PLAN_DOCUMENT_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_PLAN_DOCUMENT_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/guidance/domain/plan.h"

// The content of a plan as it is sealed: all but its ids and the time it was made. JSON, with the number of
// its form, so that a later program still reads what this one wrote.
namespace boulevard::guidance::store {

std::string PlanDocument(const domain::Plan& plan);

// Fills in `plan` what a document holds. DATA_LOSS when it is none that is known here.
absl::Status ReadPlanDocument(std::string_view document, domain::Plan& plan);

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_PLAN_DOCUMENT_H_
