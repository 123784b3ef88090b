#include "services/boulevard/importing/reading/contract_fields.h"

#include <cctype>

namespace boulevard::importing {
namespace {

using google::protobuf::Message;

bool IsMappable(const FieldDescriptor& field) {
  const options::v1::FieldRules& rules = RulesOf(field);
  if (field.is_repeated() || rules.output_only() || rules.format() == options::v1::FORMAT_UUID) return false;
  return field.cpp_type() == FieldDescriptor::CPPTYPE_STRING || IsYesNo(field) || IsWholeNumber(field);
}

}  // namespace

const options::v1::FieldRules& RulesOf(const FieldDescriptor& field) {
  return field.options().GetExtension(options::v1::rules);
}

std::vector<const FieldDescriptor*> MappableFields(const google::protobuf::Descriptor& message) {
  std::vector<const FieldDescriptor*> fields;
  for (int i = 0; i < message.field_count(); ++i) {
    if (IsMappable(*message.field(i))) fields.push_back(message.field(i));
  }
  return fields;
}

const FieldDescriptor* FindMappable(const google::protobuf::Descriptor& message, std::string_view name) {
  const FieldDescriptor* field = message.FindFieldByName(std::string(name));
  return field != nullptr && IsMappable(*field) ? field : nullptr;
}

std::string NamesOf(const std::vector<const FieldDescriptor*>& fields) {
  std::string names;
  for (const FieldDescriptor* field : fields) {
    if (!names.empty()) names += ", ";
    names += field->name();
  }
  return names;
}

bool IsYesNo(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL;
}

bool IsWholeNumber(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_INT32;
}

bool IsDate(const FieldDescriptor& field) {
  return RulesOf(field).format() == options::v1::FORMAT_DATE;
}

const google::protobuf::EnumValueDescriptor* FindEnumValue(const google::protobuf::EnumDescriptor& type,
                                                           std::string_view word) {
  // Every value's name begins with that of its type, and the first one is ..._UNSPECIFIED.
  const std::string& first = type.value(0)->name();
  std::string name = first.substr(0, first.size() - std::string_view("UNSPECIFIED").size());
  for (const char c : word)
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const auto* value = type.FindValueByName(name);
  return value != nullptr && value->number() != 0 ? value : nullptr;
}

bool SameValue(const Message& a, const Message& b, const FieldDescriptor& field) {
  const google::protobuf::Reflection& reflection = *a.GetReflection();
  if (IsYesNo(field)) return reflection.GetBool(a, &field) == reflection.GetBool(b, &field);
  if (IsWholeNumber(field)) return reflection.GetInt32(a, &field) == reflection.GetInt32(b, &field);
  return reflection.GetString(a, &field) == reflection.GetString(b, &field);
}

}  // namespace boulevard::importing
