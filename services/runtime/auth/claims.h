#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_CLAIMS_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_CLAIMS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/auth/claim_rules.h"
#include "services/runtime/auth/principal.h"

namespace boulevard::runtime {

// The header of a JWS (RFC 7515 4).
struct TokenHeader {
  std::string algorithm;
  std::string key_id;
  std::string type;  // in lower case
};

// What a token whose signature is good says.
struct Claims {
  Principal principal;
  absl::Time expires;
};

// Each gives AuthError with one reason, and takes decoded JSON. Members named twice are refused: whoever
// reads the other one would see another token.
absl::StatusOr<TokenHeader> ParseHeader(const std::string& json);
// Whose token it says it is, before anything is known to be true.
absl::StatusOr<std::string> IssuerOf(const std::string& json);
absl::StatusOr<Claims> CheckClaims(const std::string& json, const ClaimRules& rules, absl::Time now);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_CLAIMS_H_
