#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_AUTH_FAULT_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_AUTH_FAULT_H_

#include <array>
#include <optional>
#include <string_view>

#include "absl/status/status.h"

namespace boulevard::runtime {

// Why a call's token was not taken.
enum class AuthFault {
  kMissing,
  kTooLong,
  kMalformed,
  kCriticalExtension,
  kOwnKey,
  kType,
  kIssuer,
  kKey,
  kAlgorithm,
  kSignature,
  kAudience,
  kExpired,
  kNotYetValid,
  kLifetime,
  // The token is good, but does not say who its bearer is to us.
  kNoRole,
  kSeveralRoles,
  kNoProvider,
  // Nobody can tell: the issuer's keys were never read, or so long ago that they are not trusted any more.
  kNoKeys,
};
inline constexpr size_t kAuthFaults = 18;

// "expired": for metrics and logs.
std::string_view AuthFaultName(AuthFault fault);

// Its one sentence, which says nothing of the token's content. UNAUTHENTICATED; PERMISSION_DENIED when the
// token is good but gives no role here; UNAVAILABLE when it cannot be checked.
absl::Status AuthError(AuthFault fault);

// Of a status that AuthError made.
std::optional<AuthFault> AuthFaultOf(const absl::Status& status);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_AUTH_FAULT_H_
