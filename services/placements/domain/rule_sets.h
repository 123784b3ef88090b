#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_RULE_SETS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_RULE_SETS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

// By what the programmes decide. Coordinators read them, admins add versions.
class RuleSets {
 public:
  // Both outlive it.
  RuleSets(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // The current version first; only those before version `before`.
  absl::StatusOr<PageOf<RuleSet>> List(const runtime::CallContext& context, const std::string& programme_id,
                                       int size, std::optional<int> before) const;
  absl::StatusOr<RuleSet> Get(const runtime::CallContext& context, const std::string& programme_id,
                              int version) const;
  // Makes the next version. INVALID_ARGUMENT when a rule that protects people is off, or a consequence is not
  // whole or named twice.
  absl::StatusOr<RuleSet> Create(const runtime::CallContext& context, const RuleSet& draft) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

// In a unit of work of someone else. The first version is there without a row.
absl::StatusOr<RuleSet> FindRuleSet(Tables& tables, const std::string& programme_id, int version);
absl::StatusOr<RuleSet> CurrentRuleSet(Tables& tables, const std::string& programme_id);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_RULE_SETS_H_
