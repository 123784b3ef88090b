#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_MYSQL_STORE_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_MYSQL_STORE_H_

#include "services/guidance/domain/store.h"
#include "services/runtime/db/pool.h"

namespace boulevard::guidance::store {

// The store over the schema of services/guidance/schema.
class MysqlStore final : public domain::Store {
 public:
  // The pool outlives it.
  explicit MysqlStore(runtime::db::Pool& pool) : pool_(pool) {}
  absl::Status Read(absl::Time deadline, Work work) override;
  absl::Status InTransaction(absl::Time deadline, Work work) override;

 private:
  runtime::db::Pool& pool_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_MYSQL_STORE_H_
