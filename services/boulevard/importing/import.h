#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_IMPORT_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_IMPORT_H_

#include <filesystem>
#include <functional>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/boulevard/importing/reading/report.h"
#include "services/placements/domain/store.h"
#include "services/runtime/time/clock.h"

namespace boulevard::importing {

struct ImportOptions {
  std::filesystem::path mapping;
  std::filesystem::path premises;
  std::filesystem::path rooms;
  bool dry_run = false;
  bool skip_bad_rows = false;
  // How far it is, from 0 to 1: "reading" the rooms, "writing" the facilities.
  std::function<void(std::string_view step, double done)> progress;
};

// Brings a provider's stock to what its files say; docs/import.md. The report has every fault of the mapping
// and the rows; with one nothing is written, unless bad rows are skipped (a faulty mapping never passes). An
// error is what has nothing to do with the files' contents: unreadable, no database.
absl::StatusOr<Report> ImportPlaces(placements::domain::Store& store, const runtime::Clock& clock,
                                    const ImportOptions& options);

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_IMPORT_H_
