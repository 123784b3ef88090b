#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_TABLE_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_TABLE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/boulevard/importing/reading/csv_reader.h"
#include "services/boulevard/importing/reading/report.h"

namespace boulevard::importing {

// How a mapping names the columns of the premises that a room belongs to: "premises.hasLift".
inline constexpr std::string_view kPremisesPrefix = "premises.";

// A file of comma-separated text whose first row names the columns.
class Table {
 public:
  // `file` is how findings name it; `text` outlives the table. Faults of the first row are in header_faults.
  Table(std::string file, std::string_view text, std::optional<char> delimiter);

  // The next row that has a field for each column; rows that do not, or cannot be read, become faults of the
  // report. Counts all of them.
  std::optional<CsvRecord> Next(Report& report, RowCounts& counts);

  const std::string& file() const { return file_; }
  const std::vector<Finding>& header_faults() const { return header_faults_; }
  // The place of a column, or nothing.
  std::optional<size_t> Find(std::string_view column) const;
  size_t offset() const { return reader_.offset(); }

 private:
  void ReadHeader();

  std::string file_;
  CsvReader reader_;
  size_t field_count_ = 0;
  absl::flat_hash_map<std::string, size_t> columns_;
  std::vector<Finding> header_faults_;
};

// One row as the mapping sees it. A room's row also sees its premises' as "premises.<column>".
struct Row {
  const Table* table = nullptr;
  const CsvRecord* record = nullptr;
  const Row* premises = nullptr;

  // Null when there is no such column.
  const CsvField* Find(std::string_view column) const;
  // The text without blanks around it.
  std::string_view Text(std::string_view column) const;
  // A finding about that column, or the row when it is empty.
  Finding At(std::string_view column, std::string reason) const;
};

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_READING_TABLE_H_
