#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_ACCESS_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_ACCESS_TABLES_H_

#include <span>
#include <vector>

#include "services/guidance/domain/access.h"
#include "services/runtime/db/session.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::guidance::store {

class MysqlAccessTables final : public domain::AccessTables {
 public:
  // Both outlive it.
  MysqlAccessTables(runtime::db::Session& session, runtime::vault::Vault& vault)
      : session_(session), vault_(vault) {}

  using AccessTables::Append;
  absl::Status Append(std::span<const domain::AccessEntry> entries) override;
  absl::StatusOr<std::vector<domain::LoggedAccess>> List(const domain::AccessFilter& filter,
                                                         int limit) override;

 private:
  runtime::db::Session& session_;
  runtime::vault::Vault& vault_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_ACCESS_TABLES_H_
