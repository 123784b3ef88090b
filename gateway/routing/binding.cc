#include "gateway/routing/binding.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "boulevard/options/v1/options.pb.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::gateway::routing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using options::v1::HttpRule;

absl::Status SetPattern(const HttpRule& rule, Binding& binding) {
  switch (rule.pattern_case()) {
    case HttpRule::kGet:
      binding.http_method = "GET";
      binding.path_template = rule.get();
      return absl::OkStatus();
    case HttpRule::kPut:
      binding.http_method = "PUT";
      binding.path_template = rule.put();
      return absl::OkStatus();
    case HttpRule::kPost:
      binding.http_method = "POST";
      binding.path_template = rule.post();
      return absl::OkStatus();
    case HttpRule::kDelete:
      binding.http_method = "DELETE";
      binding.path_template = rule.delete_();
      return absl::OkStatus();
    case HttpRule::kPatch:
      binding.http_method = "PATCH";
      binding.path_template = rule.patch();
      return absl::OkStatus();
    case HttpRule::PATTERN_NOT_SET:
      break;
  }
  return absl::InvalidArgumentError("names no HTTP method");
}

absl::Status SetBodies(const HttpRule& rule, Binding& binding) {
  const bool bodiless = binding.http_method == "GET" || binding.http_method == "DELETE";
  if (bodiless && !rule.body().empty()) return absl::InvalidArgumentError("GET and DELETE have no body");
  binding.body_is_request = rule.body() == "*";
  if (!rule.body().empty() && !binding.body_is_request) {
    ASSIGN_OR_RETURN(const FieldPath path, ResolveFieldPath(*binding.method->input_type(), rule.body()));
    binding.body_field = path.front();
    if (path.size() > 1 || binding.body_field->is_repeated() ||
        binding.body_field->message_type() == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat("body ", rule.body(), " is not one message field"));
    }
  }
  if (!rule.response_body().empty()) {
    ASSIGN_OR_RETURN(const FieldPath path,
                     ResolveFieldPath(*binding.method->output_type(), rule.response_body()));
    if (path.size() > 1) return absl::InvalidArgumentError("response_body is a field of a field");
    binding.response_body = path.front();
  }
  return absl::OkStatus();
}

// Null when the option does not name one.
absl::StatusOr<const FieldDescriptor*> EventField(const google::protobuf::Descriptor& message,
                                                  const std::string& name, FieldDescriptor::CppType type) {
  if (name.empty()) return nullptr;
  const FieldDescriptor* field = message.FindFieldByName(name);
  if (field != nullptr && !field->is_repeated() && field->cpp_type() == type) return field;
  return absl::InvalidArgumentError(absl::StrCat("event_stream names ", name, ", which is no such field"));
}

absl::Status SetEvents(Binding& binding) {
  const MethodDescriptor& method = *binding.method;
  if (!method.server_streaming()) return absl::OkStatus();
  if (binding.http_method != "GET" || binding.response_body != nullptr) {
    return absl::InvalidArgumentError("events are got, and each is a whole message");
  }
  const auto& option = method.options().GetExtension(options::v1::event_stream);
  EventFields events;
  ASSIGN_OR_RETURN(events.id,
                   EventField(*method.output_type(), option.id_field(), FieldDescriptor::CPPTYPE_STRING));
  ASSIGN_OR_RETURN(events.name,
                   EventField(*method.output_type(), option.name_field(), FieldDescriptor::CPPTYPE_ENUM));
  ASSIGN_OR_RETURN(events.resume,
                   EventField(*method.input_type(), option.resume_field(), FieldDescriptor::CPPTYPE_STRING));
  binding.events = events;
  return absl::OkStatus();
}

absl::StatusOr<Binding> ToBinding(const MethodDescriptor& method, const HttpRule& rule) {
  Binding binding;
  binding.method = &method;
  RETURN_IF_ERROR(SetPattern(rule, binding));
  ASSIGN_OR_RETURN(binding.segments, ParsePathTemplate(binding.path_template, *method.input_type()));
  for (const Segment& segment : binding.segments) {
    if (!segment.variable.empty()) binding.variables.push_back(segment.variable);
  }
  RETURN_IF_ERROR(SetBodies(rule, binding));
  RETURN_IF_ERROR(SetEvents(binding));
  return binding;
}

absl::Status Named(const MethodDescriptor& method, const absl::Status& fault) {
  return absl::InvalidArgumentError(absl::StrCat(method.full_name(), ": ", fault.message()));
}

}  // namespace

absl::StatusOr<std::vector<Binding>> BindingsOf(const MethodDescriptor& method) {
  std::vector<Binding> bindings;
  if (!method.options().HasExtension(options::v1::http)) return bindings;
  if (method.client_streaming()) {
    return Named(method, absl::InvalidArgumentError("a stream of requests has no HTTP form"));
  }
  if (method.server_streaming() != method.options().HasExtension(options::v1::event_stream)) {
    return Named(method, absl::InvalidArgumentError("what streams, and nothing else, is an event_stream"));
  }
  const HttpRule& rule = method.options().GetExtension(options::v1::http);
  std::vector<const HttpRule*> rules{&rule};
  for (const HttpRule& additional : rule.additional_bindings()) rules.push_back(&additional);
  for (const HttpRule* each : rules) {
    absl::StatusOr<Binding> binding = ToBinding(method, *each);
    if (!binding.ok()) return Named(method, binding.status());
    bindings.push_back(*std::move(binding));
  }
  return bindings;
}

}  // namespace boulevard::gateway::routing
