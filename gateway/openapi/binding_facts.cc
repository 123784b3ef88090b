#include "gateway/openapi/binding_facts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace boulevard::gateway::openapi {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using routing::Binding;
using routing::Segment;

bool HasText(const Descriptor& message, const char* name) {
  const FieldDescriptor* field = message.FindFieldByName(name);
  return field != nullptr && field->type() == FieldDescriptor::TYPE_STRING;
}

bool IsFieldMask(const FieldDescriptor& field) {
  return field.message_type() != nullptr && field.message_type()->full_name() == "google.protobuf.FieldMask";
}

}  // namespace

bool Writes(const Binding& binding) {
  return binding.http_method != "GET";
}

bool Creates(const Binding& binding) {
  return binding.http_method == "POST" && binding.method->name().starts_with("Create") &&
         HasText(*binding.method->output_type(), "id");
}

bool AnswersNothing(const Binding& binding) {
  return binding.method->output_type()->full_name() == "google.protobuf.Empty";
}

bool TakesVersion(const Binding& binding) {
  return Writes(binding) && binding.TakesBody() && HasText(*binding.method->input_type(), "etag");
}

bool Streams(const Binding& binding) {
  return binding.events.has_value();
}

bool AnswersVersion(const Binding& binding) {
  if (!Writes(binding)) return !Streams(binding);
  return (binding.http_method == "PATCH" || Creates(binding)) &&
         HasText(*binding.method->output_type(), "etag");
}

std::vector<const FieldDescriptor*> QueryFields(const Binding& binding) {
  std::vector<const FieldDescriptor*> fields;
  if (binding.body_is_request) return fields;
  const Descriptor& request = *binding.method->input_type();
  for (int i = 0; i < request.field_count(); ++i) {
    const FieldDescriptor* field = request.field(i);
    const bool in_path = std::ranges::any_of(
        binding.variables, [&](const routing::FieldPath& variable) { return variable.front() == field; });
    const bool in_header = TakesVersion(binding) && field->name() == "etag";
    if (in_path || in_header || field == binding.body_field || IsFieldMask(*field)) continue;
    fields.push_back(field);
  }
  return fields;
}

std::string VariableName(const routing::FieldPath& variable) {
  return absl::StrJoin(variable, ".", [](std::string* out, const FieldDescriptor* field) {
    absl::StrAppend(out, field->json_name());
  });
}

std::string PathBelowVersion(const Binding& binding) {
  std::string path;
  // The first segment is the version, which the address of the server has.
  for (size_t i = 1; i < binding.segments.size(); ++i) {
    const Segment& segment = binding.segments[i];
    absl::StrAppend(
        &path, "/",
        segment.variable.empty() ? segment.literal : absl::StrCat("{", VariableName(segment.variable), "}"));
  }
  return path;
}

std::vector<int> ProblemStatuses(const Binding& binding) {
  std::vector<int> statuses{400, 401, 403, 406, 429, 500, 503, 504};
  if (!binding.variables.empty()) statuses.push_back(404);
  if (Writes(binding)) statuses.push_back(409);
  if (binding.TakesBody()) statuses.insert(statuses.end(), {413, 415});
  if (TakesVersion(binding)) statuses.insert(statuses.end(), {412, 428});
  std::ranges::sort(statuses);
  return statuses;
}

}  // namespace boulevard::gateway::openapi
