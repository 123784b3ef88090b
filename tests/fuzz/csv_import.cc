// A provider's file of rooms, or, up to a byte of 0, of premises before it.

#include <optional>
#include <string>
#include <vector>

#include "services/boulevard/importing/reading/csv_reader.h"
#include "services/boulevard/importing/reading/mapping.h"
#include "services/boulevard/importing/reading/plan.h"
#include "services/boulevard/importing/reading/table.h"
#include "services/boulevard/importing/reading/test_mapping.h"
#include "tests/fuzz/fuzz.h"

namespace boulevard::fuzz {
namespace {

using importing::CsvReader;
using importing::CsvRecord;
using importing::Table;

struct Rows {
  std::vector<std::vector<std::string>> texts;
  bool has_faults = false;
};

Rows ReadRows(std::string_view text, std::optional<char> delimiter, char* used) {
  CsvReader reader(text, delimiter);
  *used = reader.delimiter();
  Rows rows;
  size_t offset = 0;
  while (const std::optional<CsvRecord> record = reader.Next()) {
    Require(reader.offset() > offset && reader.offset() <= text.size(), "every row takes some bytes");
    offset = reader.offset();
    rows.has_faults |= !record->faults.empty();
    std::vector<std::string>& row = rows.texts.emplace_back();
    for (const auto& field : record->fields) {
      Require(field.at.line >= record->line && field.at.column >= 1, "a field stands somewhere");
      row.push_back(field.text);
    }
  }
  return rows;
}

std::string Written(const Rows& rows, char delimiter) {
  std::string text;
  for (const auto& row : rows.texts) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += delimiter;
      text += '"';
      for (const char c : row[i]) text += c == '"' ? "\"\"" : std::string(1, c);
      text += '"';
    }
    text += "\r\n";
  }
  return text;
}

void RequireReadBack(std::string_view text) {
  char delimiter = ',';
  const Rows rows = ReadRows(text, std::nullopt, &delimiter);
  if (rows.has_faults) return;
  const std::string written = Written(rows, delimiter);
  Require(ReadRows(written, delimiter, &delimiter).texts == rows.texts, "rows are read back the same",
          written);
}

void RequireSoundPlan(std::string_view premises_text, std::string_view rooms_text) {
  std::vector<importing::MappingFault> faults;
  static const importing::Mapping mapping = importing::ParseMapping(importing::kTestMapping, faults);
  Table premises("premises.csv", premises_text, mapping.premises.delimiter);
  Table rooms("rooms.csv", rooms_text, mapping.rooms.delimiter);
  importing::Report report;
  const importing::Plan plan = importing::MakePlan(mapping, premises, rooms, report);
  for (const importing::RowCounts& counts : report.files) {
    Require(counts.rows >= counts.skipped + counts.bad, "every row is counted once", counts.file);
  }
  for (const importing::Finding& fault : report.faults) {
    Require(!fault.reason.empty() && fault.at.line >= 1, "a fault says what and where", fault.file);
  }
  for (const auto& facility : plan) {
    Require(!facility.facility.name().empty(), "what is planned holds to the contract");
    for (const auto& unit : facility.units) Require(!unit.places.empty(), "a unit is planned for its places");
  }
}

}  // namespace
}  // namespace boulevard::fuzz

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace boulevard;
  const std::string_view text = fuzz::TextOf(data, size);
  fuzz::RequireReadBack(text);
  const size_t zero = text.find('\0');
  if (zero == std::string_view::npos) {
    fuzz::RequireSoundPlan(importing::kTestPremises, text);
  } else {
    fuzz::RequireSoundPlan(text.substr(0, zero), text.substr(zero + 1));
  }
  return 0;
}
