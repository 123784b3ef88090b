#include "services/boulevard/importing/reading/report.h"

#include "absl/strings/str_format.h"

namespace boulevard::importing {

std::string TextOf(const Finding& finding) {
  std::string text = absl::StrFormat("%s:%d:%d: ", finding.file, finding.at.line, finding.at.column);
  if (!finding.column.empty()) text += finding.column + ": ";
  return text + finding.reason;
}

void Report::PrintFindings(std::ostream& out) const {
  for (const Finding& fault : faults) out << "fault: " << TextOf(fault) << '\n';
  for (const Finding& warning : warnings) out << "warning: " << TextOf(warning) << '\n';
}

void Report::PrintSummary(std::ostream& out) const {
  for (const RowCounts& file : files) {
    out << absl::StrFormat("%-24s %7d rows, %d used, %d skipped, %d bad\n", file.file, file.rows,
                           file.rows - file.skipped - file.bad, file.skipped, file.bad);
  }
  for (const ChangeCounts& change : changes) {
    out << absl::StrFormat("%-24s %7d added, %d changed, %d unchanged\n", change.what, change.added,
                           change.changed, change.unchanged);
  }
  out << absl::StrFormat("%d faults, %d warnings; %s\n", faults.size(), warnings.size(),
                         written ? "written" : "nothing was written");
}

}  // namespace boulevard::importing
