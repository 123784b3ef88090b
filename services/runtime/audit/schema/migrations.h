#ifndef BOULEVARD_SERVICES_RUNTIME_AUDIT_SCHEMA_MIGRATIONS_H_
#define BOULEVARD_SERVICES_RUNTIME_AUDIT_SCHEMA_MIGRATIONS_H_

#include <span>

#include "services/runtime/db/migrator.h"

namespace boulevard::runtime::audit::schema {

// The tables of the access log by themselves, for tests. A service has the same file, as a symbolic link,
// among its own migrations.
std::span<const runtime::db::Migration> Migrations();

}  // namespace boulevard::runtime::audit::schema

#endif  // BOULEVARD_SERVICES_RUNTIME_AUDIT_SCHEMA_MIGRATIONS_H_
