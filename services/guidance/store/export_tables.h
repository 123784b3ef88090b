#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_EXPORT_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_EXPORT_TABLES_H_

#include <vector>

#include "services/guidance/domain/privacy_tables.h"
#include "services/runtime/db/session.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::guidance::store {

// Every table that has a young_person_id, whatever it is called: none can be forgotten.
class MysqlExportTables final : public domain::ExportTables {
 public:
  // Both outlive it.
  MysqlExportTables(runtime::db::Session& session, runtime::vault::Vault& vault)
      : session_(session), vault_(vault) {}

  absl::StatusOr<std::vector<domain::RecordPart>> PartsOf(const domain::Uuid& young_person_id) override;

 private:
  runtime::db::Session& session_;
  runtime::vault::Vault& vault_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_EXPORT_TABLES_H_
