#ifndef BOULEVARD_SERVICES_RUNTIME_RECORDS_RECORDS_H_
#define BOULEVARD_SERVICES_RUNTIME_RECORDS_RECORDS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/runtime/db/session.h"
#include "services/runtime/id/uuid.h"
#include "services/runtime/vault/sealed_table.h"
#include "services/runtime/vault/vault.h"

// All that tables have of somebody, for whoever may be shown it: read as the schema says, so that no column
// can be forgotten.
namespace boulevard::runtime::records {

// A row as text, by the names of its columns as JSON has them ("startsOn"): ids, days, times in UTC, numbers
// and words as the contract writes them. What is NULL is left out, and so are keys and hashes.
using Record = std::map<std::string, std::string>;

struct Source {
  std::string table;
  std::string where = "young_person_id = ?";   // whose rows, by one id
  std::vector<std::string> left_out = {};      // columns that are somebody else's
  const vault::SealedTable* sealed = nullptr;  // what of it is opened
};

// The rows of that id, by their first column. DATA_LOSS when one does not open. `vault` may be null
// when nothing is sealed.
absl::StatusOr<std::vector<Record>> Read(db::Session& session, vault::Vault* vault, const Source& source,
                                         const Uuid& id);

// The tables of the schema that have such a column, by name.
absl::StatusOr<std::vector<std::string>> TablesWith(db::Session& session, std::string_view column);

}  // namespace boulevard::runtime::records

#endif  // BOULEVARD_SERVICES_RUNTIME_RECORDS_RECORDS_H_
