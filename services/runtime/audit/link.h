#ifndef BOULEVARD_SERVICES_RUNTIME_AUDIT_LINK_H_
#define BOULEVARD_SERVICES_RUNTIME_AUDIT_LINK_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "services/runtime/db/statement.h"

// One row of the access log as a link of its chain: shared by what makes the chain and what verifies it.
namespace boulevard::runtime::audit {

// The columns that the hash is over, as a list for SELECT: as text or bytes, which are the same on every
// database.
inline constexpr std::string_view kHashedColumns =
    "CAST(id AS CHAR), CAST(happened_at AS CHAR), event, action, subject, role, purpose, person, resource, "
    "resource_id, result, trace_id, reason_id, reason";
inline constexpr int kHashedColumnCount = 14;

// The columns of a row that stands on kHashedColumns, in one text that no other row has.
std::string ContentOf(const db::Row& row);

// The hash of a row: SHA-256 over the hash of the row before it, its number and its content. 32 bytes.
std::string LinkHash(std::string_view previous_hash, int64_t number, std::string_view content);

}  // namespace boulevard::runtime::audit

#endif  // BOULEVARD_SERVICES_RUNTIME_AUDIT_LINK_H_
