#include "services/runtime/auth/claims.h"

#include <optional>

#include <simdjson.h>

#include "absl/status/status.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime {
namespace {

constexpr absl::Duration kSkew = absl::Seconds(30);

using simdjson::dom::element;
using simdjson::dom::object;

absl::Status Malformed() {
  return absl::UnauthenticatedError("the token is malformed");
}

// Valid until the next call on this thread.
absl::StatusOr<object> ParseObject(const std::string& json) {
  thread_local simdjson::dom::parser parser;
  object parsed;
  if (parser.parse(json).get_object().get(parsed) != simdjson::SUCCESS) return Malformed();
  return parsed;
}

// Empty when it is not there or no string.
std::string_view Text(const object& in, std::string_view key) {
  std::string_view text;
  return in[key].get_string().get(text) == simdjson::SUCCESS ? text : std::string_view();
}

// A NumericDate (RFC 7519 2), which may have a fraction; nothing when the claim is not there.
absl::StatusOr<std::optional<absl::Time>> Date(const object& in, std::string_view key) {
  element value;
  if (in[key].get(value) != simdjson::SUCCESS) return std::nullopt;
  double seconds = 0;
  if (value.get_double().get(seconds) != simdjson::SUCCESS) return Malformed();
  return absl::UnixEpoch() + absl::Seconds(seconds);
}

bool HasAudience(const object& in) {
  simdjson::dom::array several;
  if (in["aud"].get_array().get(several) != simdjson::SUCCESS) return Text(in, "aud") == kTokenAudience;
  for (const element one : several) {
    std::string_view text;
    if (one.get_string().get(text) == simdjson::SUCCESS && text == kTokenAudience) return true;
  }
  return false;
}

absl::StatusOr<absl::Time> CheckDates(const object& in, absl::Time now) {
  ASSIGN_OR_RETURN(const std::optional<absl::Time> expires, Date(in, "exp"));
  ASSIGN_OR_RETURN(const std::optional<absl::Time> not_before, Date(in, "nbf"));
  ASSIGN_OR_RETURN(const std::optional<absl::Time> issued, Date(in, "iat"));
  if (!expires) return Malformed();
  if (now >= *expires + kSkew) return absl::UnauthenticatedError("the token has expired");
  if ((not_before && now < *not_before - kSkew) || (issued && now < *issued - kSkew)) {
    return absl::UnauthenticatedError("the token is not yet valid");
  }
  return *expires;
}

absl::StatusOr<Principal> PrincipalOf(const object& in) {
  Principal principal;
  principal.subject = Text(in, "sub");
  if (principal.subject.empty()) return Malformed();
  const std::optional<Role> role = ParseRole(Text(in, "role"));
  if (!role) return absl::UnauthenticatedError("the token has no role that is known here");
  principal.role = *role;
  if (*role == Role::kProvider) {
    principal.provider_id = Uuid::Parse(Text(in, "provider_id"));
    if (!principal.provider_id) {
      return absl::UnauthenticatedError("the token is a provider's, but has no provider_id");
    }
  }
  return principal;
}

}  // namespace

absl::StatusOr<TokenHeader> ParseHeader(const std::string& json) {
  ASSIGN_OR_RETURN(const object header, ParseObject(json));
  // RFC 7515 4.1.11: extensions that must be understood, and we understand none.
  if (header["crit"].error() == simdjson::SUCCESS) return Malformed();
  return TokenHeader{.algorithm = std::string(Text(header, "alg")),
                     .key_id = std::string(Text(header, "kid"))};
}

absl::StatusOr<Claims> CheckClaims(const std::string& json, absl::Time now) {
  ASSIGN_OR_RETURN(const object claims, ParseObject(json));
  if (Text(claims, "iss") != kTokenIssuer) return absl::UnauthenticatedError("the token has another issuer");
  if (!HasAudience(claims)) return absl::UnauthenticatedError("the token has another audience");
  ASSIGN_OR_RETURN(const absl::Time expires, CheckDates(claims, now));
  ASSIGN_OR_RETURN(Principal principal, PrincipalOf(claims));
  return Claims{std::move(principal), expires};
}

}  // namespace boulevard::runtime
