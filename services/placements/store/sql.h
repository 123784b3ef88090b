#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_SQL_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_SQL_H_

#include "services/runtime/db/multi_insert.h"
#include "services/runtime/db/query.h"

namespace boulevard::placements::store {

using runtime::db::Conditions;
using runtime::db::FoundOne;
using runtime::db::MultiInsert;
using runtime::db::NamingDuplicate;
using runtime::db::QueryAll;
using runtime::db::QueryOne;
using runtime::db::QueryPage;
using runtime::db::Repeated;

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_SQL_H_
