// A resource and a patch, JSON each, with a zero byte in between: what a PATCH makes of the resource is what
// RFC 7396 says. The first byte picks the type of the resource.

#include <array>
#include <memory>
#include <string>
#include <vector>

#include <google/protobuf/field_mask.pb.h>
#include <nlohmann/json.hpp>

#include "boulevard/guidance/v1/young_people.pb.h"
#include "boulevard/placements/v1/applications.pb.h"
#include "boulevard/placements/v1/facilities.pb.h"
#include "boulevard/testing/v1/testing.pb.h"
#include "gateway/routing/router.h"
#include "gateway/transcode/json_reader.h"
#include "gateway/transcode/json_writer.h"
#include "gateway/transcode/request.h"
#include "services/runtime/message/convert.h"
#include "tests/fuzz/fuzz.h"

namespace boulevard::fuzz {
namespace {

using gateway::routing::Binding;
using gateway::routing::Router;
using gateway::transcode::BuildRequest;
using gateway::transcode::ReadJson;
using gateway::transcode::WriteJson;
using google::protobuf::Message;
using Json = nlohmann::json;
using runtime::FieldViolation;

// The update of each resource that a byte can pick.
const Binding& UpdateOf(uint8_t choice) {
  static const Router* const router = [] {
    const std::vector<const google::protobuf::ServiceDescriptor*> services = {
        testing::v1::Thing::descriptor()->file()->FindServiceByName("EchoService"),
        placements::v1::Facility::descriptor()->file()->service(0),
        placements::v1::Application::descriptor()->file()->service(0),
        guidance::v1::YoungPerson::descriptor()->file()->service(0)};
    return new Router(*Router::Build(services));
  }();
  static constexpr std::array<std::string_view, 4> kPaths = {"/v1/things/7", "/v1/facilities/7",
                                                             "/v1/applications/7", "/v1/young-people/7"};
  return *router->Find("PATCH", kPaths[choice % kPaths.size()]).binding;
}

// Where the contract is not RFC 7396 to the letter: an empty object names nothing, a map is replaced as a
// whole (no resource of ours has one), and of a oneof the last one given stays.
bool IsOutside(const Json& patch) {
  if (!patch.is_object()) return false;
  for (const auto& [key, value] : patch.items()) {
    if (value.is_object() && value.empty()) return true;
    if (key == "partsByName" || key == "counts" || key.starts_with("owner") || IsOutside(value)) return true;
  }
  return false;
}

std::string JsonOf(const Message& message) {
  std::string json;
  WriteJson(message, json);
  return json;
}

void RequireMergedAsTheRfcSays(const Message& before, const Message& merged, std::string_view patch) {
  Json expected = Json::parse(JsonOf(before));
  expected.merge_patch(Json::parse(patch));
  const std::unique_ptr<Message> read(merged.New());
  std::vector<FieldViolation> faults;
  ReadJson(expected.dump(), "", *read, faults);
  Require(faults.empty(), "what the RFC makes of it can be read", expected.dump());
  RequireEqual(merged, *read, patch);
}

}  // namespace
}  // namespace boulevard::fuzz

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace boulevard::fuzz;
  if (size == 0) return 0;
  const std::string_view text = TextOf(data + 1, size - 1);
  const size_t end = text.find('\0');
  if (end == std::string_view::npos) return 0;
  const std::string_view patch = text.substr(end + 1);
  const Binding& update = UpdateOf(data[0]);
  const std::unique_ptr<Message> before(google::protobuf::MessageFactory::generated_factory()
                                            ->GetPrototype(update.body_field->message_type())
                                            ->New());
  std::vector<FieldViolation> faults;
  if (!ReadJson(text.substr(0, end), "", *before, faults).whole || !faults.empty()) return 0;

  const std::vector<std::string> variables = {"7"};
  const auto request = BuildRequest(update, {.variables = variables, .body = patch});
  if (!request.ok()) {
    RequireTellable(boulevard::runtime::DetailsOf(request.status()).fields);
    return 0;
  }
  if (patch.empty() || IsOutside(Json::parse(patch))) return 0;
  const auto& reflection = *(*request)->GetReflection();
  const Message& mask =
      reflection.GetMessage(**request, (*request)->GetDescriptor()->FindFieldByName("update_mask"));
  const std::unique_ptr<Message> merged(before->New());
  merged->CopyFrom(*before);
  boulevard::runtime::MergeMasked(reflection.GetMessage(**request, update.body_field),
                                  static_cast<const google::protobuf::FieldMask&>(mask), *merged);
  RequireMergedAsTheRfcSays(*before, *merged, patch);
  return 0;
}
