#include "services/runtime/auth/claims.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <simdjson.h>

#include "absl/strings/ascii.h"
#include "services/runtime/auth/auth_fault.h"
#include "services/runtime/auth/json_text.h"
#include "services/runtime/auth/role_claims.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr size_t kMostMembers = 200;
constexpr size_t kLongestSubject = 255;

bool NamesOneTwice(const object& in) {
  std::vector<std::string_view> names;
  names.reserve(in.size());
  for (const auto& [name, value] : in) names.push_back(name);
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) != names.end();
}

// Valid until the next call on this thread.
absl::StatusOr<object> ParseObject(const std::string& json) {
  thread_local simdjson::dom::parser parser;
  object parsed;
  if (parser.parse(json).get_object().get(parsed) != simdjson::SUCCESS) {
    return AuthError(AuthFault::kMalformed);
  }
  if (parsed.size() > kMostMembers || NamesOneTwice(parsed)) return AuthError(AuthFault::kMalformed);
  return parsed;
}

bool Has(const object& in, std::string_view key) {
  return in[key].error() == simdjson::SUCCESS;
}

// A NumericDate (RFC 7519 2), which may have a fraction; nothing when the claim is not there.
absl::StatusOr<std::optional<absl::Time>> Date(const object& in, std::string_view key) {
  element value;
  if (in[key].get(value) != simdjson::SUCCESS) return std::nullopt;
  double seconds = 0;
  if (value.get_double().get(seconds) != simdjson::SUCCESS) return AuthError(AuthFault::kMalformed);
  return absl::UnixEpoch() + absl::Seconds(seconds);
}

bool HasAudience(const object& in, const std::vector<std::string>& audiences) {
  const auto is_one = [&](std::string_view text) {
    return std::any_of(audiences.begin(), audiences.end(), [&](const auto& one) { return one == text; });
  };
  simdjson::dom::array several;
  if (in["aud"].get_array().get(several) != simdjson::SUCCESS) return is_one(Text(in, "aud"));
  return std::any_of(several.begin(), several.end(), [&](const element one) {
    std::string_view text;
    return one.get_string().get(text) == simdjson::SUCCESS && is_one(text);
  });
}

absl::StatusOr<absl::Time> CheckDates(const object& in, const ClaimRules& rules, absl::Time now) {
  ASSIGN_OR_RETURN(const std::optional<absl::Time> expires, Date(in, "exp"));
  ASSIGN_OR_RETURN(const std::optional<absl::Time> not_before, Date(in, "nbf"));
  ASSIGN_OR_RETURN(const std::optional<absl::Time> issued, Date(in, "iat"));
  if (!expires) return AuthError(AuthFault::kMalformed);
  if (now >= *expires + rules.skew) return AuthError(AuthFault::kExpired);
  if ((not_before && now < *not_before - rules.skew) || (issued && now < *issued - rules.skew)) {
    return AuthError(AuthFault::kNotYetValid);
  }
  // A token that does not say when it was made was made now at the latest.
  if (*expires - issued.value_or(now) > rules.longest_life) return AuthError(AuthFault::kLifetime);
  return *expires + rules.skew;
}

absl::StatusOr<Principal> PrincipalOf(const object& in, const ClaimRules& rules) {
  Principal principal;
  principal.subject = Text(in, "sub");
  if (principal.subject.empty() || principal.subject.size() > kLongestSubject) {
    return AuthError(AuthFault::kMalformed);
  }
  if (rules.is_service) {
    if (principal.subject != rules.issuer) return AuthError(AuthFault::kMalformed);
    principal.role = Role::kService;
    return principal;
  }
  ASSIGN_OR_RETURN(principal.role, RoleIn(in, rules.roles));
  if (principal.role == Role::kProvider) {
    principal.provider_id = ProviderIn(in, rules.roles);
    if (!principal.provider_id) return AuthError(AuthFault::kNoProvider);
  }
  return principal;
}

}  // namespace

absl::StatusOr<TokenHeader> ParseHeader(const std::string& json) {
  ASSIGN_OR_RETURN(const object header, ParseObject(json));
  // RFC 7515 4.1.11: extensions that must be understood, and we understand none.
  if (Has(header, "crit")) return AuthError(AuthFault::kCriticalExtension);
  // Keys come from the configuration. x5c and x5t say nothing that would be believed, and pass.
  if (Has(header, "jwk") || Has(header, "jku") || Has(header, "x5u")) return AuthError(AuthFault::kOwnKey);
  return TokenHeader{.algorithm = std::string(Text(header, "alg")),
                     .key_id = std::string(Text(header, "kid")),
                     .type = absl::AsciiStrToLower(AbslView(Text(header, "typ")))};
}

absl::StatusOr<std::string> IssuerOf(const std::string& json) {
  ASSIGN_OR_RETURN(const object claims, ParseObject(json));
  return std::string(Text(claims, "iss"));
}

absl::StatusOr<Claims> CheckClaims(const std::string& json, const ClaimRules& rules, absl::Time now) {
  ASSIGN_OR_RETURN(const object claims, ParseObject(json));
  if (!HasAudience(claims, rules.audiences)) return AuthError(AuthFault::kAudience);
  ASSIGN_OR_RETURN(const absl::Time good_until, CheckDates(claims, rules, now));
  ASSIGN_OR_RETURN(Principal principal, PrincipalOf(claims, rules));
  return Claims{std::move(principal), good_until};
}

}  // namespace boulevard::runtime
