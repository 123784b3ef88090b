#include "services/boulevard/importing/reading/mapping.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "boulevard/placements/v1/facilities.pb.h"
#include "boulevard/placements/v1/places.pb.h"
#include "boulevard/placements/v1/units.pb.h"
#include "services/boulevard/importing/reading/field_mapping.h"
#include "services/boulevard/importing/reading/toml_reader.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::importing {
namespace {

namespace v1 = placements::v1;
using google::protobuf::Descriptor;
using runtime::AbslView;

std::optional<char> ReadDelimiter(const toml::table& table, Faults& faults) {
  const std::optional<std::string> text = TextAt(table, "delimiter", faults);
  if (!text) return std::nullopt;
  if (*text == "," || *text == ";" || *text == "\t") return text->front();
  faults.push_back({LineOf(*table.get("delimiter")), R"(delimiter must be ",", ";" or "\t")"});
  return std::nullopt;
}

std::vector<Condition> ReadConditions(const toml::table& table, std::string_view key, Faults& faults) {
  std::vector<Condition> conditions;
  for (const toml::table* entry : TablesAt(table, key, faults)) {
    Condition& condition = conditions.emplace_back();
    CheckKeys(*entry, key, {"column", "is", "starts_with", "says"}, faults);
    condition.line = LineOf(*entry);
    condition.column = TextAt(*entry, "column", faults).value_or("");
    condition.is = TextsAt(*entry, "is", faults);
    condition.starts_with = TextsAt(*entry, "starts_with", faults);
    condition.says = TextAt(*entry, "says", faults).value_or("");
    if (condition.column.empty() || (condition.is.empty() && condition.starts_with.empty())) {
      faults.push_back({condition.line, absl::StrCat(AbslView(key), " needs column, and is or starts_with")});
    }
  }
  return conditions;
}

FileMapping ReadFile(const toml::table& root, std::string_view name, Faults& faults) {
  FileMapping file;
  const toml::table* table = SectionAt(root, name, faults);
  if (table == nullptr) return file;
  CheckKeys(*table, name, {"delimiter", "key", "skip", "warn"}, faults);
  file.line = LineOf(*table);
  file.delimiter = ReadDelimiter(*table, faults);
  file.key = TextAt(*table, "key", faults).value_or("");
  file.skip = ReadConditions(*table, "skip", faults);
  file.warn = ReadConditions(*table, "warn", faults);
  if (file.key.empty()) {
    faults.push_back({file.line, absl::StrCat("[", AbslView(name),
                                              "] needs key, the column that joins rooms "
                                              "to premises")});
  }
  return file;
}

// What the import itself cannot do without: references tell a changed row from a new one.
bool IsNeeded(const FieldDescriptor& field) {
  return RulesOf(field).required() || field.name() == "reference";
}

ResourceMapping ReadResource(const toml::table& root, std::string_view name, const Descriptor& type,
                             Faults& faults) {
  ResourceMapping resource;
  const toml::table* table = SectionAt(root, name, faults);
  if (table == nullptr) return resource;
  resource.line = LineOf(*table);
  for (const auto& [key, node] : *table) {
    const int line = static_cast<int>(key.source().begin.line);
    if (const FieldDescriptor* field = FindMappable(type, key.str())) {
      resource.fields.push_back(ReadFieldMapping(node, *field, line, faults));
    } else {
      faults.push_back({line, absl::StrCat("a ", AbslView(name), " has no field \"", AbslView(key.str()),
                                           "\" to fill, but ", NamesOf(MappableFields(type)))});
    }
  }
  for (const FieldDescriptor* field : MappableFields(type)) {
    if (!IsNeeded(*field) || table->contains(field->name())) continue;
    faults.push_back({resource.line, absl::StrCat(AbslView(name), ".", field->name(), " is required")});
  }
  return resource;
}

v1::Provider ReadProvider(const toml::table& root, Faults& faults) {
  v1::Provider provider;
  const toml::table* section = SectionAt(root, "provider", faults);
  if (section == nullptr) return provider;
  if (const toml::node* id = section->get("id")) {
    CheckKeys(*section, "provider with an id", {"id"}, faults);
    provider.set_id(ScalarText(*id).value_or(""));
    return provider;
  }
  v1::CreateProviderRequest request;
  FillMessage(*section, "provider", *request.mutable_provider(), request, faults);
  return request.provider();
}

std::vector<v1::Programme> ReadProgrammes(const toml::table& root, Faults& faults) {
  std::vector<v1::Programme> programmes;
  for (const toml::table* table : TablesAt(root, "programme", faults)) {
    v1::CreateProgrammeRequest request;
    FillMessage(*table, "programme", *request.mutable_programme(), request, faults);
    programmes.push_back(request.programme());
  }
  return programmes;
}

Mapping ReadMapping(const toml::table& root, Faults& faults) {
  CheckKeys(root, "the mapping", {"provider", "programme", "premises", "rooms", "facility", "unit", "place"},
            faults);
  Mapping mapping;
  mapping.provider = ReadProvider(root, faults);
  mapping.programmes = ReadProgrammes(root, faults);
  mapping.premises = ReadFile(root, "premises", faults);
  mapping.rooms = ReadFile(root, "rooms", faults);
  mapping.facility = ReadResource(root, "facility", *v1::Facility::descriptor(), faults);
  mapping.unit = ReadResource(root, "unit", *v1::Unit::descriptor(), faults);
  mapping.place = ReadResource(root, "place", *v1::Place::descriptor(), faults);
  return mapping;
}

}  // namespace

const FieldMapping* ResourceMapping::Find(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const FieldMapping& mapping) { return mapping.field->name() == name; });
  return found == fields.end() ? nullptr : &*found;
}

Mapping ParseMapping(std::string_view toml, std::vector<MappingFault>& faults) {
  Mapping mapping;
  try {
    mapping = ReadMapping(toml::parse(toml), faults);
  } catch (const toml::parse_error& error) {
    faults.push_back({static_cast<int>(error.source().begin.line), std::string(error.description())});
  }
  std::stable_sort(faults.begin(), faults.end(),
                   [](const MappingFault& a, const MappingFault& b) { return a.line < b.line; });
  return mapping;
}

}  // namespace boulevard::importing
