#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_RETENTION_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_RETENTION_TABLES_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "services/guidance/domain/privacy_tables.h"
#include "services/runtime/db/session.h"

namespace boulevard::guidance::store {

class MysqlRetentionTables final : public domain::RetentionTables {
 public:
  // The session outlives it.
  explicit MysqlRetentionTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<int64_t> CountDue(domain::Day closed_until) override;
  absl::StatusOr<std::vector<domain::ClosedDossier>> ListDue(domain::Day closed_until, int limit) override;
  absl::StatusOr<std::optional<domain::Uuid>> LockDue(domain::Day closed_until) override;
  absl::Status Anonymise(const domain::Uuid& young_person_id) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_RETENTION_TABLES_H_
