#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_RECORD_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_RECORD_TABLES_H_

#include <span>

#include "services/guidance/domain/record_tables.h"
#include "services/runtime/db/session.h"
#include "services/runtime/vault/sealed_table.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::guidance::store {

// What of the table of a kind of record is sealed.
template <typename T>
runtime::vault::SealedTable SealedTableOf();

// One table of records: ContactMoment, DaytimeActivity, Assessment.
template <typename T>
class MysqlRecordTables final : public domain::RecordTables<T> {
 public:
  // Both outlive it.
  MysqlRecordTables(runtime::db::Session& session, runtime::vault::Vault& vault)
      : session_(session), vault_(vault) {}

  absl::StatusOr<T> Get(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<T>> List(const domain::RecordFilter& filter,
                                         const domain::RecordPage& page) override;
  using domain::RecordTables<T>::Insert;
  absl::Status Insert(std::span<const T> records) override;
  absl::Status Update(const T& record) override;

 private:
  runtime::db::Session& session_;
  runtime::vault::Vault& vault_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_RECORD_TABLES_H_
