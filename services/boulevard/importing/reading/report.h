#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_REPORT_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_REPORT_H_

#include <ostream>
#include <string>
#include <vector>

#include "services/boulevard/importing/reading/csv_reader.h"

namespace boulevard::importing {

// One thing that is wrong, or worth a look, at one place of a file.
struct Finding {
  std::string file;
  Position at;
  std::string column;  // of the file; empty: the row as a whole
  std::string reason;
  friend bool operator==(const Finding&, const Finding&) = default;
};

// "rooms.csv:246:31: hasEnSuite: MAYBE is neither yes nor no".
std::string TextOf(const Finding& finding);

struct RowCounts {
  std::string file;
  int rows = 0;
  int skipped = 0;  // as the mapping says
  int bad = 0;
};

struct ChangeCounts {
  std::string what;
  int added = 0;
  int changed = 0;
  int unchanged = 0;
  friend bool operator==(const ChangeCounts&, const ChangeCounts&) = default;
};

// What an import found and did.
struct Report {
  std::vector<Finding> faults;
  std::vector<Finding> warnings;
  std::vector<RowCounts> files;
  std::vector<ChangeCounts> changes;
  bool written = false;

  // Faults first, then warnings, each in the order of the files.
  void PrintFindings(std::ostream& out) const;
  void PrintSummary(std::ostream& out) const;
};

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_REPORT_H_
