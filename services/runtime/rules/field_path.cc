#include "services/runtime/rules/field_path.h"

#include <google/protobuf/descriptor.pb.h>

#include "absl/strings/str_cat.h"

namespace boulevard::runtime::rules {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string KeyText(const Message& entry) {
  const FieldDescriptor& key = *entry.GetDescriptor()->map_key();
  const google::protobuf::Reflection& reflection = *entry.GetReflection();
  switch (key.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetString(entry, &key);
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(reflection.GetInt32(entry, &key));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(reflection.GetInt64(entry, &key));
    case FieldDescriptor::CPPTYPE_UINT32:
      return absl::StrCat(reflection.GetUInt32(entry, &key));
    case FieldDescriptor::CPPTYPE_UINT64:
      return absl::StrCat(reflection.GetUInt64(entry, &key));
    default:
      return reflection.GetBool(entry, &key) ? "true" : "false";
  }
}

void Append(const FieldStep& step, std::string& text) {
  if (step.before != nullptr) Append(*step.before, text);
  // The key and value of a map entry go by the key alone.
  if (step.field->containing_type()->options().map_entry()) return;
  absl::StrAppend(&text, text.empty() ? "" : ".", step.field->json_name());
  if (step.entry != nullptr) {
    absl::StrAppend(&text, ".", KeyText(*step.entry));
  } else if (step.index >= 0) {
    absl::StrAppend(&text, "[", step.index, "]");
  }
}

}  // namespace

std::string PathText(const FieldStep& step) {
  std::string text;
  Append(step, text);
  return text;
}

}  // namespace boulevard::runtime::rules
