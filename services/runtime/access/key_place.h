#ifndef BOULEVARD_SERVICES_RUNTIME_ACCESS_KEY_PLACE_H_
#define BOULEVARD_SERVICES_RUNTIME_ACCESS_KEY_PLACE_H_

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/auth/verifying_key.h"

namespace boulevard::runtime::access {

// Where the keys of an issuer are.
struct KeyPlace {
  std::string issuer;
  // A file or URL of a JWK set; empty: where the issuer's discovery document says (OpenID Connect
  // Discovery 1.0, 4; RFC 8414).
  std::string jwks;
  std::string ca_file;  // as in FetchOptions
};

struct KeysRead {
  std::vector<VerifyingKey> keys;
  std::optional<absl::Duration> fresh_for;
};

// Reads them, which may take as long as two fetches do. A sentence without any address when it fails.
absl::StatusOr<KeysRead> ReadKeys(const KeyPlace& place, const std::atomic<bool>* stop = nullptr);

}  // namespace boulevard::runtime::access

#endif  // BOULEVARD_SERVICES_RUNTIME_ACCESS_KEY_PLACE_H_
