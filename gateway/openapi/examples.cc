#include "gateway/openapi/examples.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "boulevard/options/v1/options.pb.h"
#include "gateway/openapi/texts.h"
#include "services/runtime/rules/formats.h"

namespace boulevard::gateway::openapi {
namespace {

using google::protobuf::FieldDescriptor;

// What every contract has under the same name.
const std::map<std::string_view, std::string_view>& UsualTexts() {
  static const auto* const texts = new std::map<std::string_view, std::string_view>{
      {"etag", "0af7651916cd43dd8448eb211c80319c"},
      {"next_page_token", "AZgAAAAAcACAAAAAAAAAAQ"},
      {"page_token", "AZgAAAAAcACAAAAAAAAAAQ"},
  };
  return *texts;
}

// FNV-1a: any spread will do, as long as it is the same in every build.
uint32_t Spread(std::string_view text) {
  uint32_t hash = 2166136261u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

// The linter of the API Design Rules takes whatever has such a name below the paths for an operation, a
// postcode in an example too: there it can only be left out.
bool PassesForMethod(const std::string& name) {
  return absl::StrContains(name, "post") || absl::StrContains(name, "put") ||
         absl::StrContains(name, "patch");
}

// What takes away the value of the field beside it, and is not given together with one.
bool Clears(const std::string& name) {
  return absl::StartsWith(name, "clear");
}

class Maker {
 public:
  explicit Maker(const Json& schemas) : schemas_(schemas) {}

  Json Make(const Json& schema) {
    if (const auto given = schema.find("examples"); given != schema.end()) return given->front();
    if (const auto ref = schema.find("$ref"); ref != schema.end()) return MakeRef(*ref);
    if (const auto choices = schema.find("oneOf"); choices != schema.end()) return Make(choices->front());
    if (const auto words = schema.find("enum"); words != schema.end()) return words->front();
    const Json type = schema.value("type", Json());
    return MakeType(type.is_array() ? type.front() : type, schema);
  }

 private:
  Json MakeRef(const std::string& ref) {
    const std::string name = ref.substr(kSchemaPrefix.size());
    under_way_.push_back(name);
    Json example = Make(schemas_.at(name));
    under_way_.pop_back();
    return example;
  }

  Json MakeType(const Json& type, const Json& schema) {
    if (type == "object") return MakeObject(schema);
    if (type == "array") return MakeArray(schema);
    if (type == "boolean") return true;
    if (type == "integer" || type == "number") return MakeNumber(schema);
    if (type == "string") return "text";
    return Json::object();
  }

  Json MakeObject(const Json& schema) {
    Json object = Json::object();
    const Json required = schema.value("required", Json::array());
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [name, member] : properties.items()) {
      const bool wanted = std::find(required.begin(), required.end(), name) != required.end();
      if (wanted || !(LeadsBack(member) || PassesForMethod(name) || Clears(name)))
        object[name] = Make(member);
      if (schema.value("maxProperties", 0) == 1 && !object.empty()) break;
    }
    if (const auto values = schema.find("additionalProperties");
        values != schema.end() && values->is_object()) {
      if (!LeadsBack(*values)) object["key"] = Make(*values);
    }
    return object;
  }

  Json MakeArray(const Json& schema) {
    const int64_t size = std::max<int64_t>(1, schema.value("minItems", int64_t{0}));
    Json list = Json::array();
    if (LeadsBack(schema.at("items"))) return list;
    for (int64_t i = 0; i < size; ++i) list.push_back(Make(schema.at("items")));
    return list;
  }

  static Json MakeNumber(const Json& schema) {
    constexpr int64_t kUsual = 3;
    const int64_t low = schema.value("minimum", kUsual);
    const int64_t high = schema.value("maximum", std::max(low, kUsual));
    return std::clamp(kUsual, low, std::max(low, high));
  }

  // Whether the schema refers to one that an example is being made of right now.
  bool LeadsBack(const Json& schema) const {
    if (const auto choices = schema.find("oneOf"); choices != schema.end())
      return LeadsBack(choices->front());
    const Json& target = schema.contains("items") ? schema["items"] : schema;
    const auto ref = target.find("$ref");
    if (ref == target.end()) return false;
    const std::string name = ref->get<std::string>().substr(kSchemaPrefix.size());
    return std::find(under_way_.begin(), under_way_.end(), name) != under_way_.end();
  }

  const Json& schemas_;
  std::vector<std::string> under_way_;
};

}  // namespace

std::string ExampleId(std::string_view resource) {
  return absl::StrFormat("01980000-0000-7000-8000-%012x", Spread(resource));
}

Json ExampleText(const FieldDescriptor& field) {
  const std::string& given = field.options().GetExtension(options::v1::example);
  if (!given.empty()) return given;
  const options::v1::FieldRules& rules = field.options().GetExtension(options::v1::rules);
  if (rules.format() == options::v1::FORMAT_UUID) return ExampleId(ResourceOf(field));
  if (const auto* format = runtime::rules::FindFormat(rules.format())) return std::string(format->example);
  if (const auto usual = UsualTexts().find(field.name()); usual != UsualTexts().end()) {
    return std::string(usual->second);
  }
  std::string text = absl::StrCat("A ", InWords(field.containing_type()->name()), "'s ", field.name());
  std::replace(text.begin(), text.end(), '_', ' ');
  if (rules.max_length() > 0 && text.size() > rules.max_length()) text.resize(rules.max_length());
  while (text.size() < rules.min_length()) text += '.';
  return text;
}

Json ExampleOf(const Json& schema, const Json& schemas) {
  return Maker(schemas).Make(schema);
}

}  // namespace boulevard::gateway::openapi
