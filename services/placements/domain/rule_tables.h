#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_RULE_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_RULE_TABLES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/filters.h"
#include "services/placements/domain/rule_set.h"

namespace boulevard::placements::domain {

// The rule sets that admins added. Version 1 is not among them: see rule_sets.h.
class RuleTables {
 public:
  virtual ~RuleTables() = default;

  // NOT_FOUND when there is no such row.
  virtual absl::StatusOr<RuleSet> Get(const std::string& programme_id, int version) = 0;
  // The greatest version; 1 when there is no row.
  virtual absl::StatusOr<int> LatestVersion(const std::string& programme_id) = 0;
  // ALREADY_EXISTS when the version is there.
  virtual absl::Status Insert(const RuleSet& rule_set) = 0;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_RULE_TABLES_H_
