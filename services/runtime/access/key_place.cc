#include "services/runtime/access/key_place.h"

#include <string_view>
#include <utility>

#include <simdjson.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/runtime/access/fetch.h"
#include "services/runtime/auth/jwks.h"
#include "services/runtime/config/secret.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::access {
namespace {

// A file costs next to nothing to read again.
constexpr absl::Duration kFileFreshFor = absl::Seconds(30);

absl::StatusOr<std::string> JwksUriIn(const std::string& json, const std::string& issuer) {
  simdjson::dom::parser parser;
  simdjson::dom::object document;
  if (parser.parse(json).get_object().get(document) != simdjson::SUCCESS) {
    return absl::UnavailableError("the discovery document is no JSON object");
  }
  std::string_view named;
  if (document["issuer"].get_string().get(named) != simdjson::SUCCESS || named != issuer) {
    return absl::UnavailableError("the discovery document is another issuer's");
  }
  std::string_view uri;
  if (document["jwks_uri"].get_string().get(uri) != simdjson::SUCCESS || !IsUrl(std::string(uri))) {
    return absl::UnavailableError("the discovery document has no jwks_uri");
  }
  if (absl::StartsWithIgnoreCase(issuer, "https:") && !absl::StartsWith({uri.data(), uri.size()}, "https:")) {
    return absl::UnavailableError("the jwks_uri of the discovery document is not https");
  }
  return std::string(uri);
}

absl::StatusOr<std::string> JwksUri(const KeyPlace& place, const FetchOptions& options) {
  if (!place.jwks.empty()) return place.jwks;
  const std::string well_known =
      absl::StrCat(absl::StripSuffix(place.issuer, "/"), "/.well-known/openid-configuration");
  ASSIGN_OR_RETURN(const Fetched document, Fetch(well_known, options));
  return JwksUriIn(document.body, place.issuer);
}

}  // namespace

absl::StatusOr<KeysRead> ReadKeys(const KeyPlace& place, const std::atomic<bool>* stop) {
  if (!place.jwks.empty() && !IsUrl(place.jwks)) {
    ASSIGN_OR_RETURN(const std::string json, config::ReadSecret(place.jwks));
    ASSIGN_OR_RETURN(std::vector<VerifyingKey> keys, ParseJwks(json));
    return KeysRead{std::move(keys), kFileFreshFor};
  }
  const FetchOptions options{.ca_file = place.ca_file, .stop = stop};
  ASSIGN_OR_RETURN(const std::string uri, JwksUri(place, options));
  ASSIGN_OR_RETURN(const Fetched fetched, Fetch(uri, options));
  ASSIGN_OR_RETURN(std::vector<VerifyingKey> keys, ParseJwks(fetched.body));
  return KeysRead{std::move(keys), fetched.fresh_for};
}

}  // namespace boulevard::runtime::access
