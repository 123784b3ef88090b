// The all-in-one program: gateway and services in one process, and the commands that work beside it.
#include <malloc.h>

#include <iostream>
#include <optional>

#include "services/boulevard/commands.h"
#include "services/boulevard/privacy/commands.h"
#include "services/boulevard/serve_flags.h"
#include "services/boulevard/token.h"
#include "services/runtime/config/flags.h"
#include "services/runtime/log/log.h"

namespace boulevard {
namespace {

using runtime::config::AddFlag;

class CommandLine {
 public:
  CommandLine() {
    runtime::config::Prepare(app_, "boulevard");
    app_.require_subcommand(1);
    AddServe();
    AddToken();
    AddDemo();
    AddImport();
    privacy::AddPrivacyCommands(app_, [this](auto&&... command) -> CLI::App& { return Add(command...); });
  }

  int Run(int argc, char** argv) {
    if (const std::optional<int> exit_code = runtime::config::Parse(app_, argc, argv)) return *exit_code;
    runtime::log::Start("boulevard", quiet_ ? "/dev/null" : "");
    const absl::StatusOr<int> code = command_();
    runtime::log::Flush();
    if (code.ok()) return *code;
    std::cerr << "boulevard: " << code.status().message() << '\n';
    return 1;
  }

 private:
  CLI::App& Add(CLI::App& parent, const std::string& name, const std::string& help,
                std::function<absl::StatusOr<int>()> run) {
    CLI::App& command = *parent.add_subcommand(name, help);
    runtime::config::Prepare(command, "boulevard " + name);
    command.name(name);
    command.callback([this, run = std::move(run)] { command_ = run; });
    return command;
  }

  static void AddDatabase(CLI::App& command, std::filesystem::path& data_dir, std::string& database) {
    AddFlag(command, "--data-dir", data_dir, "Folder of the site: database, key, endpoints")->required();
    AddFlag(command, "--database", database,
            "mysql://user:password@host:port/schema; a private one in the folder when left out");
  }

  void AddServe() {
    CLI::App& command = Add(app_, "serve", "Run the gateway and the services in one process",
                            [this] { return Serve(serve_); });
    AddDatabase(command, serve_.data_dir, serve_.database);
    AddServeFlags(command, serve_);
    AddFlag(command, "--quiet", quiet_, "Write no log");
  }

  void AddToken() {
    CLI::App& command =
        Add(app_, "token", "Print a token for development and tests", [this] { return RunToken(token_); });
    AddFlag(command, "--data-dir", token_.data_dir, "Sign with the key of this site's folder");
    AddFlag(command, "--key", token_.key, "Sign with this key instead; made, with FILE.pub, when missing");
    AddFlag(command, "--role", token_.role, "provider, mentor, coordinator, referrer, municipality or admin")
        ->required();
    AddFlag(command, "--subject", token_.subject, "Whom it names");
    AddFlag(command, "--provider", token_.provider, "Id of the provider, for that role");
    AddFlag(command, "--ttl", token_.ttl, "How long it is good");
  }

  void AddDemo() {
    CLI::App& command = Add(app_, "demo", "Load demo data, once", [this] { return RunDemo(demo_); });
    AddDatabase(command, demo_.data_dir, demo_.database);
    AddFlag(command, "--guidance-database", demo_.guidance_database,
            "URL of the schema of guidance; beside --database there are no dossiers without it");
    AddFlag(command, "--master-keys", demo_.master_keys, "Seal dossiers under these, not the folder's own");
    AddFlag(command, "--seed", demo_.seed, "The same seed gives the same data");
    AddFlag(command, "--places", demo_.places, "How many places")->check(CLI::Range(1, 10'000'000));
    AddFlag(command, "--today", demo_.today, "YYYY-MM-DD: the day that the data is about; today");
    AddFlag(command, "--json", demo_.json, "Print JSON");
  }

  void AddImport() {
    CLI::App& command = *app_.add_subcommand("import", "Bring in what a provider keeps in its own files");
    runtime::config::Prepare(command, "import");
    command.require_subcommand(1);
    CLI::App& places = Add(command, "places", "Facilities, units and places from two CSV files",
                           [this] { return RunImport(import_); });
    AddDatabase(places, import_.data_dir, import_.database);
    importing::ImportOptions& options = import_.options;
    AddFlag(places, "--mapping", options.mapping, "TOML: which columns are what; docs/import.md")->required();
    AddFlag(places, "--premises", options.premises, "CSV: one row for each building")->required();
    AddFlag(places, "--rooms", options.rooms, "CSV: one row for each place")->required();
    AddFlag(places, "--dry-run", options.dry_run, "Say what would happen and write nothing");
    AddFlag(places, "--skip-bad-rows", options.skip_bad_rows, "Import the rows that have no fault");
  }

  CLI::App app_{"Boulevard: places for young people, from intake to a home of their own."};
  std::function<absl::StatusOr<int>()> command_;
  bool quiet_ = false;
  ServeOptions serve_;
  TokenRequest token_{.subject = "development", .ttl = "8h"};
  DemoCommand demo_;
  ImportCommand import_;
};

}  // namespace
}  // namespace boulevard

int main(int argc, char** argv) {
  // Else each thread that allocates gets an arena of its own, and keeps there what it frees.
  mallopt(M_ARENA_MAX, 2);  // NOLINT(concurrency-mt-unsafe): there is no other thread yet
  return boulevard::CommandLine().Run(argc, argv);
}
