#include "services/boulevard/privacy/commands.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/boulevard/privacy/database.h"
#include "services/boulevard/privacy/keys.h"
#include "services/boulevard/privacy/retention.h"
#include "services/guidance/domain/retention.h"
#include "services/guidance/service/retention_flags.h"
#include "services/guidance/store/mysql_store.h"
#include "services/guidance/store/sealed_tables.h"
#include "services/runtime/audit/access_log.h"
#include "services/runtime/audit/verification.h"
#include "services/runtime/config/flags.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::privacy {
namespace {

using runtime::config::AddFlag;

// As `boulevard serve` names the schema of guidance.
constexpr char kSchema[] = "boulevard_guidance";
constexpr absl::Duration kVerifyTime = absl::Hours(6);

// What the commands are told. Shared by the commands that are parsed into it.
struct Told {
  std::filesystem::path data_dir;
  std::filesystem::path master_keys;
  std::string database;
  std::string id;
  std::string notice = "5s";
  std::string noted;
  bool resume = false;
  guidance::RetentionOptions retention;
  bool dry_run = false;

  absl::StatusOr<std::filesystem::path> Ring() const {
    if (!master_keys.empty()) return master_keys;
    if (!data_dir.empty()) return data_dir / "keys" / "master.keys";
    return absl::InvalidArgumentError("give --data-dir DIR, or --master-keys FILE");
  }
  absl::StatusOr<std::unique_ptr<Database>> OpenDatabase() const {
    if (data_dir.empty() && database.empty()) {
      return absl::InvalidArgumentError("give --data-dir DIR, or --database URL");
    }
    return Database::Open(database, data_dir / "mariadb", kSchema);
  }
};

std::vector<SealedDatabase> SealedIn(Database& database) {
  std::vector<runtime::vault::SealedTable> tables = guidance::store::SealedTables();
  tables.push_back(runtime::audit::SealedReasons());
  return {{database.pool(), std::move(tables)}};
}

absl::StatusOr<int> RunList(const Told& told) {
  ASSIGN_OR_RETURN(const std::filesystem::path ring, told.Ring());
  ASSIGN_OR_RETURN(const std::unique_ptr<Database> database, told.OpenDatabase());
  RETURN_IF_ERROR(ListKeys(ring, SealedIn(*database), std::cout));
  return 0;
}

absl::StatusOr<int> RunAdd(const Told& told) {
  ASSIGN_OR_RETURN(const std::filesystem::path ring, told.Ring());
  RETURN_IF_ERROR(AddKey(ring, runtime::Clock::System(), std::cout));
  return 0;
}

absl::StatusOr<int> RunRotate(const Told& told) {
  Rotation rotation{.clock = runtime::Clock::System(), .sleep = absl::SleepFor};
  ASSIGN_OR_RETURN(rotation.ring, told.Ring());
  if (!absl::ParseDuration(told.notice, &rotation.notice)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--notice takes a duration like 5s, not \"", told.notice, "\""));
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<Database> database, told.OpenDatabase());
  rotation.databases = SealedIn(*database);
  RETURN_IF_ERROR(RotateKeys(rotation, told.resume, std::cout));
  return 0;
}

absl::StatusOr<int> RunRemove(const Told& told) {
  ASSIGN_OR_RETURN(const std::filesystem::path ring, told.Ring());
  ASSIGN_OR_RETURN(const std::unique_ptr<Database> database, told.OpenDatabase());
  RETURN_IF_ERROR(RemoveKey(ring, told.id, SealedIn(*database), std::cout));
  return 0;
}

absl::StatusOr<int> RunVerify(const Told& told) {
  std::optional<runtime::audit::Anchor> noted;
  if (!told.noted.empty()) {
    ASSIGN_OR_RETURN(noted, runtime::audit::Anchor::Parse(told.noted));
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<Database> database, told.OpenDatabase());
  ASSIGN_OR_RETURN(const runtime::audit::Verification verification,
                   runtime::audit::Verify(database->pool(), noted, absl::Now() + kVerifyTime));
  std::cout << verification.Sentence() << std::endl;
  return verification.faults.empty() ? 0 : 1;
}

absl::StatusOr<int> RunRetention(const Told& told) {
  ASSIGN_OR_RETURN(const guidance::RetentionPeriods periods,
                   guidance::RetentionPeriods::Parse(told.retention));
  ASSIGN_OR_RETURN(const std::filesystem::path ring, told.Ring());
  ASSIGN_OR_RETURN(const std::unique_ptr<runtime::vault::Vault> vault, runtime::vault::Vault::Open(ring));
  ASSIGN_OR_RETURN(const std::unique_ptr<Database> database, told.OpenDatabase());
  guidance::store::MysqlStore store(database->pool(), *vault);
  const guidance::domain::Retention retention(store, runtime::Clock::System(), periods.closed_dossiers);
  RETURN_IF_ERROR((told.dry_run ? ListDueDossiers : AnonymiseDueDossiers)(retention, std::cout));
  return 0;
}

CLI::App& AddGroup(CLI::App& app, const std::string& name, const std::string& help) {
  CLI::App& group = *app.add_subcommand(name, help);
  runtime::config::Prepare(group, name);
  group.require_subcommand(1);
  return group;
}

}  // namespace

void AddPrivacyCommands(CLI::App& app, const AddCommand& add) {
  const auto told = std::make_shared<Told>();
  const auto command = [&](CLI::App& parent, const std::string& name, const std::string& help,
                           absl::StatusOr<int> (*run)(const Told&)) -> CLI::App& {
    CLI::App& added = add(parent, name, help, [told, run] { return run(*told); });
    AddFlag(added, "--data-dir", told->data_dir, "Folder of the site: its keys, and its private database");
    return added;
  };
  const auto with_keys = [&](CLI::App& added) -> CLI::App& {
    AddFlag(added, "--master-keys", told->master_keys, "The key ring, when it is not that of the folder");
    return added;
  };
  const auto with_database = [&](CLI::App& added) -> CLI::App& {
    // As `serve` names it and takes it from the environment, where --database is another service's.
    added
        .add_option("--database,--guidance-database", told->database,
                    "mysql://user:password@host:port/schema of guidance, when it is not in the folder")
        ->envname(runtime::config::EnvironmentName("--guidance-database"));
    return added;
  };

  CLI::App& keys = AddGroup(app, "keys", "The master keys that personal data is under");
  with_database(
      with_keys(command(keys, "list", "Which there are, and how many records are under each", RunList)));
  with_keys(command(keys, "add", "Add a key, for the next rotation to use", RunAdd));
  CLI::App& rotate = with_database(with_keys(command(
      keys, "rotate", "Use the newest key, or a new one, and bring every record under it", RunRotate)));
  AddFlag(rotate, "--notice", told->notice, "How long every program must have known a key before it is used");
  AddFlag(rotate, "--resume", told->resume,
          "Go on with a rotation that was cut short, with the key that is current");
  CLI::App& remove =
      with_database(with_keys(command(keys, "remove", "Take out a key that no record is under", RunRemove)));
  remove.add_option("ID", told->id, "Of the key")->required();

  CLI::App& retention = with_database(with_keys(
      command(app, "retention", "Anonymise the closed dossiers that are due, as the site does by itself",
              RunRetention)));
  AddFlag(retention, "--dry-run", told->dry_run, "List them, and change nothing");
  guidance::AddKeepClosedDossiersFlag(retention, told->retention);

  CLI::App& log = AddGroup(app, "access-log", "Who looked at or changed whose personal data");
  CLI::App& verify =
      with_database(command(log, "verify", "Find rows that were changed, taken out or put in", RunVerify));
  AddFlag(verify, "--noted", told->noted,
          "NUMBER:HASH of a head that was noted before: it must be in the log");
}

}  // namespace boulevard::privacy
