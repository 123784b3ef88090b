#include "services/boulevard/importing/reading/column_check.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::importing {
namespace {

using runtime::AbslView;

class ColumnChecker {
 public:
  ColumnChecker(const Table& premises, const Table& rooms) : premises_(premises), rooms_(rooms) {}

  void Check(const Table& table, std::string_view column, int line) {
    const bool joined = &table == &rooms_ && column.substr(0, kPremisesPrefix.size()) == kPremisesPrefix;
    const Table& owner = joined ? premises_ : table;
    if (joined) column.remove_prefix(kPremisesPrefix.size());
    if (owner.Find(column)) return;
    faults.push_back({line, absl::StrCat(owner.file(), " has no column \"", AbslView(column), "\"")});
  }
  void Check(const Table& table, const FileMapping& file) {
    Check(table, file.key, file.line);
    for (const Condition& condition : file.skip) Check(table, condition.column, condition.line);
    for (const Condition& condition : file.warn) Check(table, condition.column, condition.line);
  }
  void Check(const Table& table, const ResourceMapping& resource) {
    for (const FieldMapping& mapping : resource.fields) {
      for (const TextPart& part : mapping.parts) {
        if (part.is_column) Check(table, part.text, mapping.line);
      }
    }
  }

  std::vector<MappingFault> faults;

 private:
  const Table& premises_;
  const Table& rooms_;
};

}  // namespace

std::vector<MappingFault> CheckColumns(const Mapping& mapping, const Table& premises, const Table& rooms) {
  ColumnChecker checker(premises, rooms);
  checker.Check(premises, mapping.premises);
  checker.Check(rooms, mapping.rooms);
  checker.Check(premises, mapping.facility);
  checker.Check(rooms, mapping.unit);
  checker.Check(rooms, mapping.place);
  std::stable_sort(checker.faults.begin(), checker.faults.end(),
                   [](const MappingFault& a, const MappingFault& b) { return a.line < b.line; });
  return std::move(checker.faults);
}

}  // namespace boulevard::importing
