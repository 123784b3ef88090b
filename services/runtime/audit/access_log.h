#ifndef BOULEVARD_SERVICES_RUNTIME_AUDIT_ACCESS_LOG_H_
#define BOULEVARD_SERVICES_RUNTIME_AUDIT_ACCESS_LOG_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/auth/principal.h"
#include "services/runtime/db/session.h"
#include "services/runtime/id/uuid.h"
#include "services/runtime/vault/sealed_table.h"
#include "services/runtime/vault/vault.h"

// The access log of a service: who looked at or changed whose personal data, after NEN 7513 and the Logboek
// Dataverwerkingen; docs/privacy.md says which field is which. Rows are added and never changed; a job chains
// them by their hashes once they are committed (chain.h). The tables are those of schema/0001_access_log.sql,
// which a service has as a migration of its own.
namespace boulevard::runtime::audit {

// What was done with the data: NEN 7513's create, read, update, delete and execute, of which a search and an
// export are told apart.
enum class Action { kCreate, kRead, kUpdate, kDelete, kSearch, kExport, kExecute };
std::string_view ActionName(Action action);  // "create"

enum class Result {
  kDone,
  kRefused,  // the caller may not, or the rules do not allow it
  kFailed,   // it could not be done
};
std::string_view ResultName(Result result);  // "done"

// All texts but the reason are words and ids of ours: ASCII, never personal data of the young person.
struct Entry {
  std::string event;  // what happened: the method, "GetYoungPerson"; at most 80 characters
  Action action = Action::kRead;
  std::string subject;         // who: the token's subject, at most 255 bytes
  Role role = Role::kService;  // in which role
  std::string purpose;         // for which purpose: the processing activity, "guidance"; at most 60
  std::optional<Uuid> person;  // whose data: the young person; nothing for a search that found nobody
  std::string resource;        // of which kind: "plan"; at most 60
  std::optional<Uuid> resource_id;
  Result result = Result::kDone;
  std::string trace_id;  // 32 hex digits
  std::string reason;    // why the glass was broken, in someone's own words; kept sealed; else empty
};

// Adds rows, as a part of the transaction that `session` is in. For a write that is the transaction of the
// write; for a read one that is committed before the answer leaves. When it fails, so must the call.
absl::Status Append(db::Session& session, vault::Vault& vault, std::span<const Entry> entries);

// A row as it is read back.
struct LoggedEntry {
  int64_t id = 0;
  std::optional<int64_t> number;  // in the chain; nothing until it is chained, moments after
  absl::Time at;                  // by the database's clock
  Entry entry;
};

// Where a page ended.
struct Position {
  absl::Time at;
  int64_t id = 0;
};

struct Filter {
  std::optional<Uuid> person;
  std::optional<std::string> subject;
  bool broken_glass_only = false;
  absl::Time from = absl::InfinitePast();     // including
  absl::Time until = absl::InfiniteFuture();  // excluding
  std::optional<Position> before;             // the last row of the page before
};

// At most `limit` rows, the newest first. A reason that was erased reads as empty.
absl::StatusOr<std::vector<LoggedEntry>> List(db::Session& session, vault::Vault& vault, const Filter& filter,
                                              int limit);

// The reasons, for who changes master keys: they keep their data keys, since the chain is over what they
// seal.
vault::SealedTable SealedReasons();

// Makes the reasons given in the rows about a person unreadable for good: their keys are thrown away. The
// rows stay as they are, and the chain stays whole.
absl::Status EraseReasons(db::Session& session, const Uuid& person);

}  // namespace boulevard::runtime::audit

#endif  // BOULEVARD_SERVICES_RUNTIME_AUDIT_ACCESS_LOG_H_
