#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_LEGAL_HOLD_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_LEGAL_HOLD_TABLES_H_

#include "services/guidance/domain/privacy_tables.h"
#include "services/runtime/db/session.h"
#include "services/runtime/vault/sealed_table.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::guidance::store {

// What of legal_holds is sealed.
runtime::vault::SealedTable LegalHoldsTable();

class MysqlLegalHoldTables final : public domain::LegalHoldTables {
 public:
  // Both outlive it.
  MysqlLegalHoldTables(runtime::db::Session& session, runtime::vault::Vault& vault)
      : session_(session), vault_(vault) {}

  absl::StatusOr<domain::LegalHold> Get(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::LegalHold>> List(const domain::LegalHoldFilter& filter,
                                                         const domain::Page& page) override;
  absl::Status Insert(const domain::LegalHold& hold) override;
  absl::Status Release(const domain::LegalHold& hold) override;
  absl::Status MarkHeld(const domain::Uuid& young_person_id, bool held) override;

 private:
  runtime::db::Session& session_;
  runtime::vault::Vault& vault_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_LEGAL_HOLD_TABLES_H_
