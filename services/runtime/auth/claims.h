#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_CLAIMS_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_CLAIMS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/auth/principal.h"

namespace boulevard::runtime {

// The header of a JWS (RFC 7515 4).
struct TokenHeader {
  std::string algorithm;
  std::string key_id;
};

// What a token whose signature is good says.
struct Claims {
  Principal principal;
  absl::Time expires;
};

// UNAUTHENTICATED with one reason. Both take decoded JSON.
absl::StatusOr<TokenHeader> ParseHeader(const std::string& json);
absl::StatusOr<Claims> CheckClaims(const std::string& json, absl::Time now);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_CLAIMS_H_
