#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_MYSQL_STORE_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_MYSQL_STORE_H_

#include "services/placements/domain/store.h"
#include "services/runtime/db/pool.h"

namespace boulevard::placements::store {

// Runs `work` on the tables of the schema that the session is connected to.
absl::Status RunOn(runtime::db::Session& session, domain::Store::Work work);

// The store over the schema of services/placements/schema. The pool outlives it.
class MysqlStore final : public domain::Store {
 public:
  explicit MysqlStore(runtime::db::Pool& pool) : pool_(pool) {}
  absl::Status Read(absl::Time deadline, Work work) override;
  absl::Status InTransaction(absl::Time deadline, Work work) override;

 private:
  runtime::db::Pool& pool_;
};

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_MYSQL_STORE_H_
