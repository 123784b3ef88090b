#ifndef BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_RULES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_RULES_H_

#include "boulevard/placements/v1/rule_sets.pb.h"
#include "services/placements/domain/rule_set.h"

// Rule sets, between contract and domain.
namespace boulevard::placements::api {

v1::RuleSet RuleSetMessage(const domain::RuleSet& rule_set);

// Without what the service fills in.
domain::RuleSet RuleSetFrom(const v1::RuleSet& message);

}  // namespace boulevard::placements::api

#endif  // BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_RULES_H_
