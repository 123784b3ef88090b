#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_READINESS_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_READINESS_TABLES_H_

#include "services/placements/domain/readiness.h"
#include "services/runtime/db/session.h"

namespace boulevard::placements::store {

class MysqlReadinessTables final : public domain::ReadinessTables {
 public:
  // It outlives this.
  explicit MysqlReadinessTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<bool> ReceiveEvent(std::string_view source, int64_t sequence) override;
  absl::StatusOr<domain::Readiness> ReadinessOf(const domain::Uuid& young_person_id) override;
  absl::Status SaveReadiness(const domain::Uuid& young_person_id,
                             const domain::Readiness& readiness) override;
  absl::Status SaveBlocked(const domain::Placement& placement) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_READINESS_TABLES_H_
