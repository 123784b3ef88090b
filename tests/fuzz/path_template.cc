// Path templates and paths: lines of templates, an empty line, and a path to look for.

#include <string>
#include <vector>

#include <google/protobuf/descriptor.pb.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "boulevard/options/v1/options.pb.h"
#include "gateway/routing/path_template.h"
#include "gateway/routing/router.h"
#include "services/runtime/status/absl_view.h"
#include "tests/fuzz/fuzz.h"

namespace boulevard::fuzz {
namespace {

using gateway::routing::Binding;
using gateway::routing::Match;
using gateway::routing::Router;
using google::protobuf::FieldDescriptorProto;

constexpr size_t kMostTemplates = 6;

google::protobuf::FileDescriptorProto ContractOf(const std::vector<std::string>& templates) {
  options::v1::HttpRule::descriptor();  // links the options into the generated pool
  google::protobuf::FileDescriptorProto file;
  file.set_name("contract.proto");
  file.set_package("test");
  file.set_syntax("proto3");
  file.add_dependency("boulevard/options/v1/options.proto");
  auto& request = *file.add_message_type();
  request.set_name("Request");
  for (const char* name : {"id", "other_id", "inner"}) {
    auto& field = *request.add_field();
    field.set_name(name);
    field.set_number(request.field_size());
    field.set_label(FieldDescriptorProto::LABEL_OPTIONAL);
    const bool inner = field.name() == "inner";
    field.set_type(inner ? FieldDescriptorProto::TYPE_MESSAGE : FieldDescriptorProto::TYPE_STRING);
    if (inner) field.set_type_name(".test.Request");
  }
  auto& service = *file.add_service();
  service.set_name("Service");
  for (const std::string& text : templates) {
    auto& method = *service.add_method();
    method.set_name(absl::StrCat("Method", service.method_size()));
    method.set_input_type(".test.Request");
    method.set_output_type(".test.Request");
    method.mutable_options()->MutableExtension(options::v1::http)->set_get(text);
  }
  return file;
}

std::string Encoded(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    encoded += '%';
    encoded += kHex[byte >> 4];
    encoded += kHex[byte & 15];
  }
  return encoded;
}

void RequireConsistent(const Match& match) {
  if (match.binding == nullptr) return;
  Require(match.variables.size() == match.binding->variables.size(), "every variable has its value");
  Require(!match.allowed.empty(), "a path that is found has a method");
}

// The path that the binding stands for, with `value` for each variable, leads to it, or to one more literal.
void RequireFound(const Router& router, const Binding& binding, std::string_view value) {
  std::string path;
  for (const auto& segment : binding.segments) {
    absl::StrAppend(&path, "/", segment.variable.empty() ? segment.literal : Encoded(value));
  }
  const Match match = router.Find("GET", path);
  Require(match.binding != nullptr, "a template's own path is found", path);
  RequireConsistent(match);
  for (const std::string& variable : match.variables)
    Require(variable == value, "values arrive as sent", path);
}

}  // namespace
}  // namespace boulevard::fuzz

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace boulevard::fuzz;
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(boulevard::runtime::AbslView(TextOf(data, size)), absl::MaxSplits("\n\n", 1));
  std::vector<std::string> templates = absl::StrSplit(parts.first, '\n');
  if (templates.size() > kMostTemplates) templates.resize(kMostTemplates);
  for (const std::string& text : templates) {
    // A proto file holds nothing else.
    if (text.find_first_not_of("/{}._-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ=*:") !=
        std::string::npos) {
      return 0;
    }
  }
  google::protobuf::DescriptorPool pool(google::protobuf::DescriptorPool::generated_pool());
  const std::vector<const google::protobuf::ServiceDescriptor*> services = {
      pool.BuildFile(ContractOf(templates))->service(0)};
  const absl::StatusOr<Router> router = Router::Build(services);
  if (!router.ok()) return 0;
  RequireConsistent(router->Find("GET", boulevard::runtime::StdView(parts.second)));
  std::string value(parts.second.substr(0, 40));
  if (value.empty() || value.find('\0') != std::string::npos) value = "a/b c";
  for (const auto& binding : router->bindings()) RequireFound(*router, *binding, value);
  return 0;
}
