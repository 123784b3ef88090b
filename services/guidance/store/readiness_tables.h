#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_READINESS_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_READINESS_TABLES_H_

#include <optional>

#include "services/guidance/domain/readiness.h"
#include "services/runtime/db/query.h"
#include "services/runtime/db/session.h"
#include "services/runtime/vault/sealed_table.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::guidance::store {

// What of readinesses is sealed.
runtime::vault::SealedTable ReadinessesTable();

class MysqlReadinessTables final : public domain::ReadinessTables {
 public:
  // Both outlive it.
  MysqlReadinessTables(runtime::db::Session& session, runtime::vault::Vault& vault)
      : session_(session), vault_(vault) {}

  absl::StatusOr<domain::Readiness> GetReadiness(const domain::Uuid& id) override;
  absl::StatusOr<std::optional<domain::Readiness>> FindStanding(const domain::Uuid& young_person_id) override;
  absl::StatusOr<domain::PageOf<domain::Readiness>> ListReadinesses(const domain::Uuid& young_person_id,
                                                                    const domain::Page& page) override;
  absl::Status Insert(const domain::Readiness& readiness) override;
  absl::Status AddCause(const domain::Readiness& readiness) override;
  absl::Status Withdraw(const domain::Readiness& readiness) override;

 private:
  absl::StatusOr<domain::PageOf<domain::Readiness>> Page(runtime::db::Conditions conditions, int size);
  absl::Status InsertLastCause(const domain::Readiness& readiness);

  runtime::db::Session& session_;
  runtime::vault::Vault& vault_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_READINESS_TABLES_H_
