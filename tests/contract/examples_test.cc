#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "gateway/openapi/contract_files.h"
#include "gateway/openapi/document.h"
#include "gateway/openapi/json.h"
#include "gateway/rest/services.h"
#include "gateway/routing/binding.h"
#include "gateway/transcode/json_reader.h"
#include "gateway/transcode/request.h"
#include "services/runtime/rules/field_rules.h"
#include "tests/contract/descriptors.h"

namespace boulevard::tests {
namespace {

using gateway::openapi::Json;
using gateway::routing::Binding;

// What the document shows as an example is what the server takes and gives: its own reader and rules say so.
class ExampleContract : public ::testing::Test {
 protected:
  static const Json& Document() {
    static const Json* const document = new Json(
        Json::parse(gateway::openapi::Document(gateway::rest::PublicServices(),
                                               gateway::openapi::ContractFiles(), {.version = "1.0.0"})
                        .value()));
    return *document;
  }

  // The operation of `binding`, found by its name.
  static const Json& OperationOf(const Binding& binding) {
    for (const auto& path : Document()["paths"]) {
      for (const auto& operation : path) {
        const std::string id = operation["operationId"];
        if (absl::EqualsIgnoreCase(id, binding.method->name())) return operation;
      }
    }
    ADD_FAILURE() << binding.method->full_name() << " is not in the document";
    return Document();
  }

  static std::vector<Binding> Bindings() {
    std::vector<Binding> all;
    for (const MethodDescriptor* method : Methods()) {
      std::vector<Binding> bindings = gateway::routing::BindingsOf(*method).value();
      std::ranges::move(bindings, std::back_inserter(all));
    }
    return all;
  }
};

std::string TextOf(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::vector<std::string> ExamplesIn(const Json& operation, const std::string& place, bool with_name) {
  std::vector<std::string> texts;
  for (const Json& parameter : operation.value("parameters", Json::array())) {
    if (parameter.value("in", "") != place) continue;
    const std::string text = absl::StrReplaceAll(TextOf(parameter["example"]), {{"+", "%2B"}});
    texts.push_back(with_name ? absl::StrCat(parameter["name"].get<std::string>(), "=", text) : text);
  }
  return texts;
}

TEST_F(ExampleContract, RequestsAreTaken) {
  int bodies = 0;
  for (const Binding& binding : Bindings()) {
    const Json& operation = OperationOf(binding);
    const std::vector<std::string> variables = ExamplesIn(operation, "path", false);
    const std::string query = absl::StrJoin(ExamplesIn(operation, "query", true), "&");
    std::string body;
    if (operation.contains("requestBody")) {
      body = operation["requestBody"]["content"]["application/json"]["example"].dump();
      ++bodies;
    }
    const auto request =
        gateway::transcode::BuildRequest(binding, {.variables = variables, .query = query, .body = body});
    ASSERT_TRUE(request.ok()) << binding.method->name() << ": " << request.status() << body;
    const absl::Status kept = runtime::rules::CheckFieldRules(**request);
    EXPECT_TRUE(kept.ok()) << binding.method->name() << ": " << kept << query << body;
  }
  EXPECT_GT(bodies, 10);
}

TEST_F(ExampleContract, AnswersAreOfTheContract) {
  for (const Binding& binding : Bindings()) {
    const Json& responses = OperationOf(binding)["responses"];
    const Json& success = responses.contains("201") ? responses["201"] : responses["200"];
    const char* const type = binding.events ? "text/event-stream" : "application/json";
    const std::string body = success["content"][type]["example"].dump();
    const std::unique_ptr<google::protobuf::Message> message(
        google::protobuf::MessageFactory::generated_factory()
            ->GetPrototype(binding.method->output_type())
            ->New());
    std::vector<runtime::FieldViolation> faults;
    gateway::transcode::ReadJson(body, "", *message, faults);
    for (const runtime::FieldViolation& fault : faults) {
      ADD_FAILURE() << binding.method->name() << ": " << fault.field << " " << fault.description;
    }
  }
}

}  // namespace
}  // namespace boulevard::tests
