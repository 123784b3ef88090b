#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_BULK_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_BULK_TABLES_H_

#include <span>

#include "services/placements/domain/bulk_tables.h"
#include "services/runtime/db/session.h"

namespace boulevard::placements::store {

class MysqlBulkTables final : public domain::BulkTables {
 public:
  // The session outlives it.
  explicit MysqlBulkTables(runtime::db::Session& session) : session_(session) {}

  absl::Status Insert(std::span<const domain::Facility> facilities) override;
  absl::Status Insert(std::span<const domain::Unit> units) override;
  absl::Status Insert(std::span<const domain::Place> places) override;
  absl::Status Insert(std::span<const domain::Closure> closures) override;
  absl::Status Insert(std::span<const domain::Application> applications) override;
  absl::Status Insert(std::span<const domain::Placement> placements) override;
  absl::Status Insert(std::span<const domain::Occupancy> occupancies) override;
  absl::Status Insert(std::span<const domain::FreePeriodsOfPlace> periods) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_BULK_TABLES_H_
