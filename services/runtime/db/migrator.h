#ifndef BOULEVARD_SERVICES_RUNTIME_DB_MIGRATOR_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_MIGRATOR_H_

#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/runtime/db/pool.h"

namespace boulevard::runtime::db {

// One file of a service's schema/ folder, built into its program. Statements end with ";" at a line's end.
struct Migration {
  std::string_view name;  // "0001_stock.sql"
  std::string_view sql;
};

// Brings the pool's schema up to date: runs, in order, the migrations not yet noted in schema_migrations,
// under a named lock so that replicas which start together take turns. FAILED_PRECONDITION when a migration
// that ran has other text now (SHA-256), or when the database knows one that this program does not... unless
// it is newer: old programs run on new schemas.
absl::Status Migrate(Pool& pool, std::span<const Migration> migrations, absl::Time deadline);

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_MIGRATOR_H_
