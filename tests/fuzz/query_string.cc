// The query of a list, as it stands behind the "?".

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "boulevard/testing/v1/testing.pb.h"
#include "gateway/routing/router.h"
#include "gateway/transcode/json_writer.h"
#include "gateway/transcode/request.h"
#include "tests/fuzz/fuzz.h"

namespace boulevard::fuzz {
namespace {

using gateway::routing::Router;
using gateway::transcode::BuildRequest;
using Json = nlohmann::json;

const gateway::routing::Binding& ListThings() {
  static const Router* const router = [] {
    const std::vector<const google::protobuf::ServiceDescriptor*> services = {
        testing::v1::Thing::descriptor()->file()->FindServiceByName("EchoService")};
    return new Router(*Router::Build(services));
  }();
  return *router->Find("GET", "/v1/things").binding;
}

std::string Encoded(const std::string& text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    absl::StrAppend(&encoded, "%", std::string{kHex[byte >> 4], kHex[byte & 15]});
  }
  return encoded;
}

// The parameters that say what the JSON of a request says.
void AppendParameters(const std::string& name, const Json& value, std::string& query) {
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) {
      AppendParameters(name.empty() ? key : absl::StrCat(name, ".", key), inner, query);
    }
  } else if (value.is_array()) {
    for (const Json& element : value) AppendParameters(name, element, query);
  } else {
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    absl::StrAppend(&query, query.empty() ? "" : "&", name, "=", Encoded(text));
  }
}

}  // namespace
}  // namespace boulevard::fuzz

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace boulevard::fuzz;
  const auto request = BuildRequest(ListThings(), {.query = TextOf(data, size)});
  if (!request.ok()) {
    RequireTellable(boulevard::runtime::DetailsOf(request.status()).fields);
    return 0;
  }
  std::string json;
  boulevard::gateway::transcode::WriteJson(**request, json);
  std::string query;
  AppendParameters("", Json::parse(json), query);
  const auto again = BuildRequest(ListThings(), {.query = query});
  Require(again.ok(), "what is written can be read", query);
  RequireEqual(**request, **again, query);
  return 0;
}
