#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_DIFFERENCES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_DIFFERENCES_H_

#include <optional>
#include <string>
#include <vector>

#include "services/guidance/domain/plan.h"

namespace boulevard::guidance::domain {

// A field that two versions of a plan differ in. Values as the contract writes them; nothing where a version
// does not have the field.
struct FieldDifference {
  std::string path;  // in the names of the contract, things by their ids: "goals[0190...].targetDate"
  std::optional<std::string> before;
  std::optional<std::string> after;

  friend bool operator==(const FieldDifference&, const FieldDifference&) = default;
};

// In the order of the contract's fields; what only `before` has comes last.
std::vector<FieldDifference> Differences(const Plan& before, const Plan& after);

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_DIFFERENCES_H_
