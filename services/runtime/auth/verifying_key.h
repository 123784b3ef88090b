#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_VERIFYING_KEY_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_VERIFYING_KEY_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/runtime/auth/crypto.h"

namespace boulevard::runtime {

// A public key by its id, good for one algorithm of RFC 7518 and RFC 8037 and no other: RS256, PS256, ES256
// or EdDSA (Ed25519). Thread-safe.
class VerifyingKey {
 public:
  // INVALID_ARGUMENT for what is not a PEM public key of Ed25519, RSA of 2048 to 8192 bits, or P-256. Its id
  // is KeyId of the key; an RSA key is for RS256.
  static absl::StatusOr<VerifyingKey> FromPem(std::string_view pem);
  // The same for a key at hand. `algorithm` must be one that the kind of key has; empty: its first.
  static absl::StatusOr<VerifyingKey> FromKey(KeyPtr key, std::string_view id, std::string_view algorithm);

  const std::string& id() const { return id_; }
  std::string_view algorithm() const { return algorithm_; }  // as in the header "alg"
  bool Verify(std::string_view message, std::string_view signature) const;

  // Whether both take the same tokens.
  friend bool operator==(const VerifyingKey& a, const VerifyingKey& b);

 private:
  VerifyingKey(KeyPtr key, std::string_view id, std::string_view algorithm);

  KeyPtr key_;
  std::string id_;
  std::string_view algorithm_;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_VERIFYING_KEY_H_
