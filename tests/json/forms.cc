#include "tests/json/forms.h"

#include <functional>
#include <string>

#include "gateway/transcode/plan.h"

namespace boulevard::tests {
namespace {

using gateway::transcode::EnumWord;
using gateway::transcode::Form;
using gateway::transcode::PlanOf;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

// Changes one value that is no message; false to leave it out.
using Change = std::function<bool(const FieldDescriptor& field, Json& value)>;

void Walk(const Descriptor& type, Json& json, const Change& change);

bool WalkOne(const FieldDescriptor& field, Json& value, const Change& change) {
  if (field.message_type() == nullptr) return change(field, value);
  Walk(*field.message_type(), value, change);
  return true;
}

void Walk(const Descriptor& type, Json& json, const Change& change) {
  const Form form = PlanOf(type).form;
  if (form == Form::kWrapper) change(*type.field(0), json);
  if (form != Form::kMessage) return;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const auto found = json.find(field.json_name());
    if (found == json.end()) continue;
    if (field.is_repeated()) {
      const FieldDescriptor& value = field.is_map() ? *field.message_type()->map_value() : field;
      for (Json& element : *found) WalkOne(value, element, change);
    } else if (!WalkOne(field, *found, change)) {
      json.erase(found);
    }
  }
}

bool IsName(const FieldDescriptor& field, const Json& value) {
  return field.enum_type() != nullptr && value.is_string();
}

}  // namespace

Json OursOf(const Descriptor& type, Json theirs) {
  Walk(type, theirs, [](const FieldDescriptor& field, Json& value) {
    if (!IsName(field, value)) return true;
    if (value == "NULL_VALUE") {
      value = nullptr;
      return true;
    }
    value = EnumWord(field.enum_type()->name(), value.get<std::string>());
    return value != "unspecified";
  });
  return theirs;
}

Json TheirsOf(const Descriptor& type, Json ours) {
  Walk(type, ours, [](const FieldDescriptor& field, Json& value) {
    if (!IsName(field, value)) return true;
    const auto& names = *field.enum_type();
    for (int i = 0; i < names.value_count(); ++i) {
      if (EnumWord(names.name(), names.value(i)->name()) != value) continue;
      value = names.value(i)->name();
      break;
    }
    return true;
  });
  return ours;
}

Json WithFloats(const Descriptor& type, Json json) {
  Walk(type, json, [](const FieldDescriptor& field, Json& value) {
    const bool is_float = field.cpp_type() == FieldDescriptor::CPPTYPE_FLOAT;
    if (is_float && value.is_number()) value = static_cast<double>(static_cast<float>(value.get<double>()));
    return true;
  });
  return json;
}

}  // namespace boulevard::tests
