#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_SEALED_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_SEALED_TABLES_H_

#include <vector>

#include "services/runtime/vault/sealed_table.h"

namespace boulevard::guidance::store {

// Every table of the dossiers that has something sealed: for who changes master keys, and who wipes what is
// known of a person. The reasons in the access log are runtime::audit's.
std::vector<runtime::vault::SealedTable> SealedTables();

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_SEALED_TABLES_H_
