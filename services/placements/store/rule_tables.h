#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_RULE_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_RULE_TABLES_H_

#include <string>

#include "services/placements/domain/store.h"
#include "services/runtime/db/session.h"

namespace boulevard::placements::store {

class MysqlRuleTables final : public domain::RuleTables {
 public:
  // The session outlives it.
  explicit MysqlRuleTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<domain::RuleSet> Get(const std::string& programme_id, int version) override;
  absl::StatusOr<int> LatestVersion(const std::string& programme_id) override;
  absl::Status Insert(const domain::RuleSet& rule_set) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_RULE_TABLES_H_
