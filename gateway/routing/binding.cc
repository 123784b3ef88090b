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

absl::StatusOr<Binding> ToBinding(const MethodDescriptor& method, const HttpRule& rule) {
  Binding binding;
  binding.method = &method;
  RETURN_IF_ERROR(SetPattern(rule, binding));
  ASSIGN_OR_RETURN(binding.segments, ParsePathTemplate(binding.path_template, *method.input_type()));
  for (const Segment& segment : binding.segments) {
    if (!segment.variable.empty()) binding.variables.push_back(segment.variable);
  }
  RETURN_IF_ERROR(SetBodies(rule, binding));
  return binding;
}

absl::Status Named(const MethodDescriptor& method, const absl::Status& fault) {
  return absl::InvalidArgumentError(absl::StrCat(method.full_name(), ": ", fault.message()));
}

}  // namespace

absl::StatusOr<std::vector<Binding>> BindingsOf(const MethodDescriptor& method) {
  std::vector<Binding> bindings;
  if (!method.options().HasExtension(options::v1::http)) return bindings;
  if (method.client_streaming() || method.server_streaming()) {
    return Named(method, absl::InvalidArgumentError("a stream has no HTTP form"));
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
