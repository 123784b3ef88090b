#include "services/boulevard/commands.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "services/boulevard/demo/demo.h"
#include "services/boulevard/demo/dossier_loader.h"
#include "services/boulevard/site_database.h"
#include "services/guidance/store/mysql_store.h"
#include "services/placements/store/mysql_store.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/time/clock.h"
#include "services/runtime/vault/vault.h"

namespace boulevard {
namespace {

// One line that is written over again; drawn when a per cent has been added.
class ProgressBar {
 public:
  ~ProgressBar() {
    if (percent_ >= 0) std::cerr << "\r\033[K" << std::flush;
  }
  void Draw(std::string_view step, double done) {
    const int percent = std::clamp(static_cast<int>(done * 100), 0, 100);
    if (percent == percent_ && step == step_) return;
    percent_ = percent;
    step_ = step;
    std::cerr << absl::StrFormat("\r%s [%-50s] %3d%%", step_,
                                 std::string(static_cast<size_t>(percent / 2), '#'), percent)
              << std::flush;
  }

 private:
  int percent_ = -1;
  std::string step_;
};

absl::StatusOr<absl::CivilDay> DayOf(const std::string& text) {
  if (text.empty()) return runtime::Today(runtime::Clock::System());
  absl::CivilDay day;
  if (absl::ParseCivilTime(text, &day)) return day;
  return absl::InvalidArgumentError(absl::StrCat("--today takes YYYY-MM-DD, and not \"", text, "\""));
}

absl::StatusOr<demo::DemoReport> LoadStock(const DemoCommand& command, const demo::Recipe& recipe) {
  // The server works for each of them: more connections than processors only wait for each other.
  const int connections = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 8u));
  ASSIGN_OR_RETURN(const auto database, SiteDatabase::Open(DataDir(command.data_dir), command.database,
                                                           PlacementsSchema(), connections + 1));
  placements::store::MysqlStore store(database->pool());
  return demo::LoadDemo(store, recipe, connections);
}

absl::StatusOr<demo::DossierFigures> LoadDossiers(const DemoCommand& command, const demo::Recipe& recipe) {
  if (!command.database.empty() && command.guidance_database.empty()) return demo::DossierFigures();
  const DataDir dir(command.data_dir);
  ASSIGN_OR_RETURN(const auto database,
                   SiteDatabase::Open(dir, command.guidance_database, GuidanceSchema(), 1));
  std::filesystem::path keys = command.master_keys;
  if (keys.empty()) {
    keys = dir.master_keys();
    RETURN_IF_ERROR(runtime::vault::KeyRing::Make(keys, absl::Now()));
  }
  ASSIGN_OR_RETURN(const auto vault, runtime::vault::Vault::Open(keys));
  guidance::store::MysqlStore store(database->pool(), *vault);
  return demo::LoadDossiers(store, recipe);
}

}  // namespace

absl::StatusOr<int> RunDemo(const DemoCommand& command) {
  demo::Recipe recipe{.seed = command.seed, .places = command.places};
  ASSIGN_OR_RETURN(recipe.today, DayOf(command.today));
  ASSIGN_OR_RETURN(demo::DemoReport report, LoadStock(command, recipe));
  ASSIGN_OR_RETURN(report.dossiers, LoadDossiers(command, recipe));
  (command.json ? demo::PrintJson : demo::PrintTable)(report, recipe, std::cout);
  return 0;
}

absl::StatusOr<int> RunImport(const ImportCommand& command) {
  ASSIGN_OR_RETURN(const auto database,
                   SiteDatabase::Open(DataDir(command.data_dir), command.database, PlacementsSchema(), 1));
  placements::store::MysqlStore store(database->pool());
  importing::ImportOptions options = command.options;
  absl::StatusOr<importing::Report> report;
  {
    ProgressBar bar;
    if (isatty(STDERR_FILENO) != 0) {
      options.progress = [&bar](std::string_view step, double done) { bar.Draw(step, done); };
    }
    report = importing::ImportPlaces(store, runtime::Clock::System(), options);
  }
  RETURN_IF_ERROR(report.status());
  report->PrintFindings(std::cerr);
  report->PrintSummary(std::cout);
  return report->faults.empty() || report->written ? 0 : 1;
}

}  // namespace boulevard
