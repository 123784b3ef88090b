#include "services/runtime/db/migrator.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/db/migration_script.h"
#include "services/runtime/log/log.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::db {
namespace {

// Each DDL statement commits by itself, so a migration cannot be rolled back. A row without applied_at is one
// that began and did not come to its end.
constexpr std::string_view kTable =
    "CREATE TABLE IF NOT EXISTS schema_migrations ("
    "name VARCHAR(190) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY, "
    "sha256 CHAR(64) CHARACTER SET ascii NOT NULL, "
    "started_at DATETIME(6) NOT NULL, "
    "applied_at DATETIME(6))";

constexpr absl::Duration kLongestWait = absl::Minutes(10);

struct Note {
  std::string sha256;
  bool applied = false;
};
using Notes = std::map<std::string, Note, std::less<>>;

absl::Status Refuse(std::string_view name, std::string_view why) {
  return absl::FailedPreconditionError(absl::StrCat("migration ", AbslView(name), " ", AbslView(why)));
}

// Named locks belong to the server, hence the schema in the name; the server drops it with the connection.
absl::Status Lock(Session& session, absl::Time deadline) {
  const absl::Duration left = std::clamp(deadline - absl::Now(), absl::ZeroDuration(), kLongestWait);
  bool locked = false;
  RETURN_IF_ERROR(session
                      .Query("SELECT GET_LOCK(CONCAT('migrate.', DATABASE()), ?)",
                             {absl::ToDoubleSeconds(left)}, [&](const Row& row) { locked = row.Bool(0); })
                      .status());
  return locked ? absl::OkStatus()
                : absl::DeadlineExceededError("another program is still bringing the schema up to date");
}

absl::StatusOr<Notes> ReadNotes(Session& session) {
  RETURN_IF_ERROR(session.Execute(kTable).status());
  Notes notes;
  RETURN_IF_ERROR(session
                      .Query("SELECT name, sha256, applied_at FROM schema_migrations", {},
                             [&](const Row& row) {
                               notes[row.String(0)] = {row.String(1), !row.IsNull(2)};
                             })
                      .status());
  return notes;
}

absl::Status CheckNotes(const Notes& notes, std::span<const Migration> migrations) {
  const std::string_view newest = migrations.empty() ? std::string_view() : migrations.back().name;
  for (const auto& [name, note] : notes) {
    if (!note.applied) {
      return Refuse(name,
                    "began and did not finish: mend the schema by hand, then delete its row from "
                    "schema_migrations (it will run again) or set applied_at (it will not)");
    }
    const auto known = std::ranges::find(migrations, name, &Migration::name);
    if (known == migrations.end()) {
      if (name < newest) return Refuse(name, "is in the database but not in this program");
    } else if (ChecksumOf(known->sql) != note.sha256) {
      return Refuse(name, "was changed after it had run; write a new one instead");
    }
  }
  return absl::OkStatus();
}

absl::Status Apply(Session& session, const Migration& migration) {
  const absl::Time begin = absl::Now();
  RETURN_IF_ERROR(session
                      .Execute("INSERT INTO schema_migrations (name, sha256, started_at) VALUES (?, ?, ?)",
                               {migration.name, ChecksumOf(migration.sql), begin})
                      .status());
  int64_t number = 0;
  for (const std::string& statement : StatementsOf(migration.sql)) {
    ++number;
    if (absl::Status status = session.Execute(statement).status(); !status.ok()) {
      return absl::Status(status.code(), absl::StrCat("migration ", AbslView(migration.name), ", statement ",
                                                      number, ": ", status.message()));
    }
  }
  RETURN_IF_ERROR(session
                      .Execute("UPDATE schema_migrations SET applied_at = ? WHERE name = ?",
                               {absl::Now(), migration.name})
                      .status());
  log::Info("schema-migrated", {{"migration", migration.name},
                                {"statements", number},
                                {"seconds", absl::ToDoubleSeconds(absl::Now() - begin)}});
  return absl::OkStatus();
}

absl::Status ApplyMissing(Session& session, std::span<const Migration> migrations) {
  ASSIGN_OR_RETURN(const Notes notes, ReadNotes(session));
  RETURN_IF_ERROR(CheckNotes(notes, migrations));
  for (const Migration& migration : migrations) {
    if (!notes.contains(migration.name)) RETURN_IF_ERROR(Apply(session, migration));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Migrate(Pool& pool, std::span<const Migration> migrations, absl::Time deadline) {
  return pool.Run(deadline, [&](Session& session) {
    RETURN_IF_ERROR(Lock(session, deadline));
    absl::Status status = ApplyMissing(session, migrations);
    session.Execute("DO RELEASE_LOCK(CONCAT('migrate.', DATABASE()))").IgnoreError();
    return status;
  });
}

}  // namespace boulevard::runtime::db
