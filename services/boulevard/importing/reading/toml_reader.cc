#include "services/boulevard/importing/reading/toml_reader.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/runtime/rules/field_rules.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"

namespace boulevard::importing {
namespace {

using google::protobuf::Message;
using google::protobuf::Reflection;
using runtime::AbslView;

std::string Quoted(std::string_view text) {
  return absl::StrCat("\"", AbslView(text), "\"");
}

// Sets or adds one value; a reason when the node cannot be one.
std::optional<std::string> PutValue(const toml::node& node, const FieldDescriptor& field, Message& message) {
  const Reflection& to = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      if (!node.is_string()) return "must be a text";
      to.SetString(&message, &field, node.ref<std::string>());
      return std::nullopt;
    case FieldDescriptor::CPPTYPE_BOOL:
      if (!node.is_boolean()) return "must be true or false";
      to.SetBool(&message, &field, node.ref<bool>());
      return std::nullopt;
    case FieldDescriptor::CPPTYPE_INT32:
      // The rules hold the number to a narrower range than this.
      if (!node.is_integer() || node.ref<int64_t>() != static_cast<int32_t>(node.ref<int64_t>())) {
        return "must be a whole number";
      }
      to.SetInt32(&message, &field, static_cast<int32_t>(node.ref<int64_t>()));
      return std::nullopt;
    case FieldDescriptor::CPPTYPE_ENUM: {
      if (!node.is_string()) return "must be a word";
      const auto* value = FindEnumValue(*field.enum_type(), node.ref<std::string>());
      if (value == nullptr) return absl::StrCat("has no word ", Quoted(node.ref<std::string>()));
      field.is_repeated() ? to.AddEnum(&message, &field, value) : to.SetEnum(&message, &field, value);
      return std::nullopt;
    }
    default:
      return "cannot be given here";
  }
}

void PutField(const toml::node& node, std::string_view what, const FieldDescriptor& field, Message& message,
              Faults& faults) {
  const auto put = [&](const toml::node& value) {
    if (const auto reason = PutValue(value, field, message)) {
      faults.push_back({LineOf(value), absl::StrCat(AbslView(what), ".", field.name(), " ", *reason)});
    }
  };
  if (!field.is_repeated()) return put(node);
  if (!node.is_array()) {
    faults.push_back({LineOf(node), absl::StrCat(AbslView(what), ".", field.name(), " must be a list")});
    return;
  }
  for (const toml::node& value : *node.as_array()) put(value);
}

// The line of the field that a violation is about, else that of the table.
int LineOfField(const toml::table& table, const google::protobuf::Descriptor& type,
                const std::string& json_name) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.json_name() != json_name) continue;
    if (const toml::node* node = table.get(field.name())) return LineOf(*node);
  }
  return LineOf(table);
}

}  // namespace

int LineOf(const toml::node& node) {
  return static_cast<int>(node.source().begin.line);
}

void CheckKeys(const toml::table& table, std::string_view what, std::initializer_list<std::string_view> known,
               Faults& faults) {
  for (const auto& [key, node] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    faults.push_back({static_cast<int>(key.source().begin.line),
                      absl::StrCat(AbslView(what), " has no key ", Quoted(key.str()))});
  }
}

std::optional<std::string> TextAt(const toml::table& table, std::string_view key, Faults& faults) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (node->is_string()) return node->ref<std::string>();
  faults.push_back({LineOf(*node), absl::StrCat(AbslView(key), " must be a text")});
  return std::nullopt;
}

std::optional<bool> BoolAt(const toml::table& table, std::string_view key, Faults& faults) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (node->is_boolean()) return node->ref<bool>();
  faults.push_back({LineOf(*node), absl::StrCat(AbslView(key), " must be true or false")});
  return std::nullopt;
}

std::vector<std::string> TextsAt(const toml::table& table, std::string_view key, Faults& faults) {
  std::vector<std::string> texts;
  const toml::node* node = table.get(key);
  if (node == nullptr) return texts;
  if (!node->is_array() || !node->as_array()->is_homogeneous<std::string>()) {
    faults.push_back({LineOf(*node), absl::StrCat(AbslView(key), " must be a list of texts")});
    return texts;
  }
  for (const toml::node& item : *node->as_array()) texts.push_back(item.ref<std::string>());
  return texts;
}

std::optional<std::string> ScalarText(const toml::node& node) {
  if (node.is_string()) return node.ref<std::string>();
  if (node.is_boolean()) return node.ref<bool>() ? "true" : "false";
  if (node.is_integer()) return absl::StrCat(node.ref<int64_t>());
  if (node.is_date()) {
    std::ostringstream text;
    text << node.ref<toml::date>();
    return text.str();
  }
  return std::nullopt;
}

std::optional<std::string> ScalarAt(const toml::table& table, std::string_view key, Faults& faults) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  std::optional<std::string> text = ScalarText(*node);
  if (!text) {
    faults.push_back({LineOf(*node), absl::StrCat(AbslView(key),
                                                  " must be a text, a whole number, true, "
                                                  "false or a date")});
  }
  return text;
}

const toml::table* SectionAt(const toml::table& root, std::string_view name, Faults& faults) {
  const toml::node* node = root.get(name);
  if (node != nullptr && node->is_table()) return node->as_table();
  faults.push_back(
      {node == nullptr ? 1 : LineOf(*node), absl::StrCat("the section [", AbslView(name), "] is missing")});
  return nullptr;
}

std::vector<const toml::table*> TablesAt(const toml::table& table, std::string_view key, Faults& faults) {
  std::vector<const toml::table*> tables;
  const toml::node* node = table.get(key);
  if (node == nullptr) return tables;
  if (!node->is_array_of_tables() && !(node->is_array() && node->as_array()->empty())) {
    faults.push_back({LineOf(*node), absl::StrCat(AbslView(key), " must be a list of tables")});
    return tables;
  }
  for (const toml::node& item : *node->as_array()) tables.push_back(item.as_table());
  return tables;
}

void FillMessage(const toml::table& table, std::string_view what, Message& message, const Message& request,
                 Faults& faults) {
  const google::protobuf::Descriptor& type = *message.GetDescriptor();
  const size_t before = faults.size();
  for (const auto& [key, node] : table) {
    const FieldDescriptor* field = type.FindFieldByName(std::string(key.str()));
    if (field == nullptr || RulesOf(*field).output_only()) {
      faults.push_back({static_cast<int>(key.source().begin.line),
                        absl::StrCat(AbslView(what), " has no field ", Quoted(key.str()))});
      continue;
    }
    PutField(node, what, *field, message, faults);
  }
  if (faults.size() > before) return;
  for (const auto& violation : runtime::DetailsOf(runtime::rules::CheckFieldRules(request)).fields) {
    const std::string json_name = violation.field.substr(violation.field.rfind('.') + 1);
    faults.push_back({LineOfField(table, type, json_name),
                      absl::StrCat(AbslView(what), ".", json_name, ": ", violation.description)});
  }
}

}  // namespace boulevard::importing
