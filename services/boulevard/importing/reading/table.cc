#include "services/boulevard/importing/reading/table.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::importing {
namespace {

using runtime::AbslView;

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

std::string_view Trimmed(std::string_view text) {
  return runtime::StdView(absl::StripAsciiWhitespace(AbslView(text)));
}

}  // namespace

Table::Table(std::string file, std::string_view text, std::optional<char> delimiter)
    : file_(std::move(file)), reader_(text, delimiter) {
  if (StartsWith(text, "\xFF\xFE") || StartsWith(text, "\xFE\xFF")) {
    header_faults_.push_back({file_, {1, 1}, "", "is UTF-16: save the file as UTF-8"});
  } else {
    ReadHeader();
  }
}

void Table::ReadHeader() {
  const std::optional<CsvRecord> header = reader_.Next();
  if (!header) {
    header_faults_.push_back({file_, {1, 1}, "", "is empty: the first row names the columns"});
    return;
  }
  for (const CsvFault& fault : header->faults) header_faults_.push_back({file_, fault.at, "", fault.reason});
  field_count_ = header->fields.size();
  for (size_t i = 0; i < field_count_; ++i) {
    const std::string name(Trimmed(header->fields[i].text));
    if (name.empty() || columns_.emplace(name, i).second) continue;
    header_faults_.push_back({file_, header->fields[i].at, name, "there are two columns of this name"});
  }
}

std::optional<size_t> Table::Find(std::string_view column) const {
  const auto found = columns_.find(AbslView(column));
  return found == columns_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<CsvRecord> Table::Next(Report& report, RowCounts& counts) {
  while (std::optional<CsvRecord> record = reader_.Next()) {
    ++counts.rows;
    for (const CsvFault& fault : record->faults) report.faults.push_back({file_, fault.at, "", fault.reason});
    // Every column has a field, or the row slipped: then nothing in it can be trusted.
    if (record->faults.empty() && record->fields.size() == field_count_) return record;
    if (record->faults.empty()) {
      report.faults.push_back(
          {file_,
           {record->line, 1},
           "",
           absl::StrCat("has ", record->fields.size(), " fields, the first row has ", field_count_)});
    }
    ++counts.bad;
  }
  return std::nullopt;
}

const CsvField* Row::Find(std::string_view column) const {
  if (premises != nullptr && StartsWith(column, kPremisesPrefix)) {
    return premises->Find(column.substr(kPremisesPrefix.size()));
  }
  const std::optional<size_t> index = table->Find(column);
  return index ? &record->fields[*index] : nullptr;
}

std::string_view Row::Text(std::string_view column) const {
  const CsvField* field = Find(column);
  return field == nullptr ? std::string_view() : Trimmed(field->text);
}

Finding Row::At(std::string_view column, std::string reason) const {
  const CsvField* field = premises != nullptr && StartsWith(column, kPremisesPrefix) ? nullptr : Find(column);
  return {table->file(), field == nullptr ? Position{record->line, 1} : field->at, std::string(column),
          std::move(reason)};
}

}  // namespace boulevard::importing
