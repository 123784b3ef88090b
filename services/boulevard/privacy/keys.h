#ifndef BOULEVARD_SERVICES_BOULEVARD_PRIVACY_KEYS_H_
#define BOULEVARD_SERVICES_BOULEVARD_PRIVACY_KEYS_H_

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/time/clock.h"
#include "services/runtime/vault/sealed_table.h"

// What `boulevard keys` does, beside programs that serve.
namespace boulevard::privacy {

// One service's database, and what is sealed in it.
struct SealedDatabase {
  runtime::db::Pool& pool;
  std::vector<runtime::vault::SealedTable> tables;
};

// A line for each key: its id, when it was made, how many records are under it, and which one is current.
absl::Status ListKeys(const std::filesystem::path& ring, const std::vector<SealedDatabase>& databases,
                      std::ostream& out);

// Adds a key that is known from now on, and used from the next rotation on.
absl::Status AddKey(const std::filesystem::path& ring, const runtime::Clock& clock, std::ostream& out);

struct Rotation {
  std::filesystem::path ring;
  std::vector<SealedDatabase> databases;
  // How long a key must have been on the ring before it is used: so long, a call that searches under the keys
  // that it knew when it began may still go on.
  absl::Duration notice;
  const runtime::Clock& clock;
  std::function<void(absl::Duration)> sleep;
};

// Makes the newest key the current one, a new one when it is that already, and brings every record under it
// while others read and write. Run again, it goes on with what is left. DATA_LOSS when records do not open;
// their ids have been printed.
absl::Status RotateKeys(const Rotation& rotation, bool resume, std::ostream& out);

// Takes a key out. FAILED_PRECONDITION when a record is still under it.
absl::Status RemoveKey(const std::filesystem::path& ring, const std::string& id,
                       const std::vector<SealedDatabase>& databases, std::ostream& out);

}  // namespace boulevard::privacy

#endif  // BOULEVARD_SERVICES_BOULEVARD_PRIVACY_KEYS_H_
