#include "services/boulevard/importing/import.h"

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/boulevard/importing/plan_writer.h"
#include "services/boulevard/importing/reading/column_check.h"
#include "services/boulevard/importing/reading/mapping.h"
#include "services/boulevard/importing/reading/plan.h"
#include "services/boulevard/importing/reading/table.h"
#include "services/runtime/status/macros.h"

namespace boulevard::importing {
namespace {

absl::StatusOr<std::string> ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad() || std::filesystem::is_directory(path)) {
    return absl::NotFoundError(absl::StrCat("cannot read ", path.string()));
  }
  return text;
}

void Add(const std::filesystem::path& mapping, const std::vector<MappingFault>& faults, Report& report) {
  for (const MappingFault& fault : faults) {
    report.faults.push_back({mapping.filename(), {fault.line, 1}, "", fault.reason});
  }
}

WriteOptions ToWriteOptions(const ImportOptions& options, size_t facilities) {
  WriteOptions write;
  write.dry_run = options.dry_run;
  write.skip_bad_rows = options.skip_bad_rows;
  if (options.progress) {
    write.progress = [&options, facilities](size_t done) {
      options.progress("writing", static_cast<double>(done) / static_cast<double>(facilities));
    };
  }
  return write;
}

// Reads both files; an empty plan when the mapping does not fit them.
Plan ReadFiles(const ImportOptions& options, const Mapping& mapping, Table& premises, Table& rooms,
               size_t rooms_size, Report& report) {
  for (const Table* table : {&premises, &rooms}) {
    report.faults.insert(report.faults.end(), table->header_faults().begin(), table->header_faults().end());
  }
  if (report.faults.empty()) Add(options.mapping, CheckColumns(mapping, premises, rooms), report);
  if (!report.faults.empty()) return {};
  std::function<void(size_t)> progress;
  if (options.progress) {
    progress = [&options, rooms_size](size_t offset) {
      options.progress("reading", static_cast<double>(offset) / static_cast<double>(rooms_size));
    };
  }
  return MakePlan(mapping, premises, rooms, report, progress);
}

}  // namespace

absl::StatusOr<Report> ImportPlaces(placements::domain::Store& store, const runtime::Clock& clock,
                                    const ImportOptions& options) {
  ASSIGN_OR_RETURN(const std::string mapping_text, ReadFile(options.mapping));
  ASSIGN_OR_RETURN(const std::string premises_text, ReadFile(options.premises));
  ASSIGN_OR_RETURN(const std::string rooms_text, ReadFile(options.rooms));
  Report report;
  std::vector<MappingFault> faults;
  const Mapping mapping = ParseMapping(mapping_text, faults);
  Add(options.mapping, faults, report);
  if (!report.faults.empty()) return report;

  Table premises(options.premises.filename(), premises_text, mapping.premises.delimiter);
  Table rooms(options.rooms.filename(), rooms_text, mapping.rooms.delimiter);
  const Plan plan = ReadFiles(options, mapping, premises, rooms, rooms_text.size(), report);
  // Without rows the files do not fit the mapping, and no row can be skipped to mend that.
  if (!report.faults.empty() && (report.files.empty() || !options.skip_bad_rows)) return report;
  RETURN_IF_ERROR(WritePlan(store, clock, mapping, plan, ToWriteOptions(options, plan.size()), report));
  return report;
}

}  // namespace boulevard::importing
