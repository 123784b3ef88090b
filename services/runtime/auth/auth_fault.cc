#include "services/runtime/auth/auth_fault.h"

#include "absl/strings/cord.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime {
namespace {

constexpr absl::string_view kPayload = "boulevard/auth-fault";

struct Words {
  AuthFault fault;
  std::string_view name;
  std::string_view sentence;
  absl::StatusCode code = absl::StatusCode::kUnauthenticated;
};

constexpr std::array<Words, kAuthFaults> kWords = {{
    {AuthFault::kMissing, "missing", "a bearer token is missing"},
    {AuthFault::kTooLong, "too-long", "the token is longer than 8 KiB"},
    {AuthFault::kMalformed, "malformed", "the token is malformed"},
    {AuthFault::kCriticalExtension, "critical-extension",
     "the token has an extension that is not known here"},
    {AuthFault::kOwnKey, "own-key", "the token brings a key of its own"},
    {AuthFault::kType, "type", "the token is of another type"},
    {AuthFault::kIssuer, "issuer", "the token has another issuer"},
    {AuthFault::kKey, "key", "the token's key is not known here"},
    {AuthFault::kAlgorithm, "algorithm", "the token names an algorithm that is not its key's"},
    {AuthFault::kSignature, "signature", "the token's signature is wrong"},
    {AuthFault::kAudience, "audience", "the token has another audience"},
    {AuthFault::kExpired, "expired", "the token has expired"},
    {AuthFault::kNotYetValid, "not-yet-valid", "the token is not yet valid"},
    {AuthFault::kLifetime, "lifetime", "the token is good for longer than is allowed here"},
    {AuthFault::kNoRole, "no-role", "the token gives no role that is known here",
     absl::StatusCode::kPermissionDenied},
    {AuthFault::kSeveralRoles, "several-roles", "the token gives more than one role",
     absl::StatusCode::kPermissionDenied},
    {AuthFault::kNoProvider, "no-provider", "the token is a provider's, but does not say which",
     absl::StatusCode::kPermissionDenied},
    {AuthFault::kNoKeys, "no-keys", "the keys of the token's issuer are not known at the moment",
     absl::StatusCode::kUnavailable},
}};

constexpr bool InOrder() {
  for (size_t i = 0; i < kWords.size(); ++i) {
    if (static_cast<size_t>(kWords[i].fault) != i) return false;
  }
  return true;
}
static_assert(InOrder());

}  // namespace

std::string_view AuthFaultName(AuthFault fault) {
  return kWords[static_cast<size_t>(fault)].name;
}

absl::Status AuthError(AuthFault fault) {
  const Words& words = kWords[static_cast<size_t>(fault)];
  absl::Status status(words.code, AbslView(words.sentence));
  status.SetPayload(kPayload, absl::Cord(AbslView(words.name)));
  return status;
}

std::optional<AuthFault> AuthFaultOf(const absl::Status& status) {
  const absl::optional<absl::Cord> name = status.GetPayload(kPayload);
  if (!name) return std::nullopt;
  for (const Words& words : kWords) {
    if (*name == AbslView(words.name)) return words.fault;
  }
  return std::nullopt;
}

}  // namespace boulevard::runtime
