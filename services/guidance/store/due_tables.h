#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_DUE_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_DUE_TABLES_H_

#include <optional>

#include "services/guidance/domain/due.h"
#include "services/runtime/db/session.h"

namespace boulevard::guidance::store {

class MysqlDueTables final : public domain::DueTables {
 public:
  // The session outlives it.
  explicit MysqlDueTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<domain::PageOf<domain::DueItem>> ListDue(
      const domain::DueFilter& filter, int size, const std::optional<domain::DuePosition>& after) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_DUE_TABLES_H_
