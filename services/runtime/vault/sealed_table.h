#ifndef BOULEVARD_SERVICES_RUNTIME_VAULT_SEALED_TABLE_H_
#define BOULEVARD_SERVICES_RUNTIME_VAULT_SEALED_TABLE_H_

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/vault/search_term.h"
#include "services/runtime/vault/vault.h"

// How the records of a service come under another master key while others read and write them. Each has the
// columns id BINARY(16), master_key CHAR(16) with an index, and data_key VARBINARY(60), its sealed columns,
// and the hashes of those that are searched by.
namespace boulevard::runtime::vault {

struct SearchedColumn {
  std::string_view hash;                 // BINARY(32); NULL where there is nothing to search by
  std::string_view of;                   // the sealed column that it is of
  SearchTerm (*term)(std::string_view);  // Surname, Email, Bsn
};

// What a service's store says of a table. The names are constants of its own.
struct SealedTable {
  std::string_view table;
  std::vector<std::string_view> sealed;  // may be NULL
  std::vector<SearchedColumn> searched = {};
  std::string_view id = "id";
  // Records keep their data keys, which are only wrapped anew: where sealed bytes must not change.
  bool keeps_data_keys = false;
};

// How many records are under which master key.
absl::StatusOr<std::map<std::string, int64_t>> CountByMasterKey(db::Session& session,
                                                                std::span<const SealedTable> tables);

struct Resealed {
  int64_t records = 0;
  // "people 0190...": records that do not open. They stay as they are.
  std::vector<std::string> unopened;
};

// Gives every record that is not under the current master key a new data key under it, seals it anew, and
// writes its search hashes again. Locks a few records at a time, and passes by what others have locked to
// come back to it; ends when a round has found nothing more to do. When it fails it can be run again.
absl::StatusOr<Resealed> ResealAll(db::Pool& pool, Vault& vault, const SealedTable& table,
                                   absl::Time deadline);

}  // namespace boulevard::runtime::vault

#endif  // BOULEVARD_SERVICES_RUNTIME_VAULT_SEALED_TABLE_H_
