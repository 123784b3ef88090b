#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_MYSQL_STORE_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_MYSQL_STORE_H_

#include "services/guidance/domain/store.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::guidance::store {

// Runs `work` on the tables of one session.
absl::Status RunOn(runtime::db::Session& session, runtime::vault::Vault& vault, domain::Store::Work work);

// The store over the schema of services/guidance/schema. What identifies a person is sealed on its way in and
// opened on its way out.
class MysqlStore final : public domain::Store {
 public:
  // Both outlive it.
  MysqlStore(runtime::db::Pool& pool, runtime::vault::Vault& vault) : pool_(pool), vault_(vault) {}
  absl::Status Read(absl::Time deadline, Work work) override;
  absl::Status InTransaction(absl::Time deadline, Work work) override;

 private:
  runtime::db::Pool& pool_;
  runtime::vault::Vault& vault_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_MYSQL_STORE_H_
