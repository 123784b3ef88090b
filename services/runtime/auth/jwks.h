#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_JWKS_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_JWKS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/runtime/auth/verifying_key.h"

namespace boulevard::runtime {

// The keys of a JWK set (RFC 7517) that sign tokens of a kind that we take. Left out are keys without `kid`,
// for encryption, of another kind or size, symmetric, or with their private half; of two with one `kid` the
// first counts. A key without `alg` is for its kind's usual one: RS256, ES256, EdDSA. INVALID_ARGUMENT when
// it is no JWK set or no key is left: an issuer that signs has one.
absl::StatusOr<std::vector<VerifyingKey>> ParseJwks(const std::string& json);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_JWKS_H_
