#ifndef BOULEVARD_SERVICES_GUIDANCE_SCHEMA_MIGRATIONS_H_
#define BOULEVARD_SERVICES_GUIDANCE_SCHEMA_MIGRATIONS_H_

#include <span>

#include "services/runtime/db/migrator.h"

namespace boulevard::guidance::schema {

// The *.sql files of this folder, in order.
std::span<const runtime::db::Migration> Migrations();

}  // namespace boulevard::guidance::schema

#endif  // BOULEVARD_SERVICES_GUIDANCE_SCHEMA_MIGRATIONS_H_
