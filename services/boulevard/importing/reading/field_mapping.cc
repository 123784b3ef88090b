#include "services/boulevard/importing/reading/field_mapping.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::importing {
namespace {

using runtime::AbslView;

// "{roomNumber} ({bedCode})"; no way to write a brace, which no place is named with.
std::optional<std::vector<TextPart>> ParseTemplate(std::string_view text) {
  std::vector<TextPart> parts;
  while (!text.empty()) {
    const size_t open = text.find_first_of("{}");
    if (open > 0) parts.push_back({false, std::string(text.substr(0, open))});
    if (open == std::string_view::npos) break;
    const size_t close = text.find_first_of("{}", open + 1);
    if (text[open] == '}' || close == std::string_view::npos || text[close] == '{' || close == open + 1) {
      return std::nullopt;
    }
    parts.push_back({true, std::string(text.substr(open + 1, close - open - 1))});
    text.remove_prefix(close + 1);
  }
  return parts;
}

void ReadSource(const toml::table& table, FieldMapping& mapping, Faults& faults) {
  const std::optional<std::string> column = TextAt(table, "column", faults);
  const std::optional<std::string> text = TextAt(table, "template", faults);
  const std::optional<std::string> constant = ScalarAt(table, "constant", faults);
  const int given = table.contains("column") + table.contains("template") + table.contains("constant");
  if (given != 1) {
    faults.push_back({mapping.line, absl::StrCat(mapping.field->name(),
                                                 " needs one of column, constant and "
                                                 "template")});
    return;
  }
  if (column) mapping.parts = {{true, *column}};
  if (constant) mapping.parts = {{false, *constant}};
  if (!text) return;
  if (auto parts = ParseTemplate(*text)) {
    mapping.parts = *std::move(parts);
  } else {
    faults.push_back({mapping.line, "a template names columns between braces, as in \"{number} {letter}\""});
  }
}

void ReadWords(const toml::table& table, FieldMapping& mapping, Faults& faults) {
  mapping.otherwise = ScalarAt(table, "otherwise", faults);
  mapping.fallback = ScalarAt(table, "default", faults);
  const toml::node* node = table.get("map");
  if (node == nullptr) {
    if (mapping.otherwise)
      faults.push_back({mapping.line,
                        "otherwise is for what map does not name: there is "
                        "no map"});
    return;
  }
  if (!node->is_table()) {
    faults.push_back({LineOf(*node), "map must be a table of words and what they stand for"});
    return;
  }
  for (const auto& [word, value] : *node->as_table()) {
    mapping.words[std::string(word.str())] = ScalarAt(*node->as_table(), word.str(), faults).value_or("");
  }
}

// Options that make sense for one kind of field alone.
void CheckKind(const toml::table& table, const FieldDescriptor& field, int line, Faults& faults) {
  const auto only = [&](std::string_view key, bool fits, std::string_view kind) {
    if (!table.contains(key) || fits) return;
    faults.push_back(
        {line, absl::StrCat(AbslView(key), " is for ", AbslView(kind), ", and ", field.name(), " is none")});
  };
  only("yes", IsYesNo(field), "fields that are yes or no");
  only("no", IsYesNo(field), "fields that are yes or no");
  only("format", IsDate(field), "dates");
  only("euros", IsWholeNumber(field), "amounts");
}

void ReadTable(const toml::table& table, FieldMapping& mapping, Faults& faults) {
  CheckKeys(table, mapping.field->name(),
            {"column", "constant", "template", "required", "default", "map", "otherwise", "yes", "no",
             "format", "euros", "lenient"},
            faults);
  ReadSource(table, mapping, faults);
  ReadWords(table, mapping, faults);
  CheckKind(table, *mapping.field, mapping.line, faults);
  mapping.required = BoolAt(table, "required", faults).value_or(false);
  mapping.lenient = BoolAt(table, "lenient", faults).value_or(false);
  mapping.in_euros = BoolAt(table, "euros", faults).value_or(false);
  mapping.date_format = TextAt(table, "format", faults).value_or("");
  mapping.yes = TextsAt(table, "yes", faults);
  mapping.no = TextsAt(table, "no", faults);
}

}  // namespace

FieldMapping ReadFieldMapping(const toml::node& node, const FieldDescriptor& field, int line,
                              Faults& faults) {
  FieldMapping mapping;
  mapping.field = &field;
  mapping.line = line;
  if (node.is_table()) {
    ReadTable(*node.as_table(), mapping, faults);
  } else if (std::optional<std::string> text = ScalarText(node)) {
    mapping.parts = {{node.is_string(), *std::move(text)}};
  } else {
    faults.push_back({line, absl::StrCat(field.name(), " must be a column, a constant or a table")});
  }
  return mapping;
}

}  // namespace boulevard::importing
