#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_CRYPTO_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_CRYPTO_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <openssl/evp.h>

#include "absl/status/statusor.h"

namespace boulevard::runtime {

// Deletes an OpenSSL object with its own function: std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>.
template <auto kFree>
struct Free {
  template <typename T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;

using Digest = std::array<uint8_t, 32>;
Digest Sha256(std::string_view bytes);

// "kid" of a key pair: base64url of the first 16 bytes of the SHA-256 of its public half in DER
// (SubjectPublicKeyInfo).
std::string KeyId(EVP_PKEY& key);

// The public half of a key, good for one algorithm of RFC 7518 and no other. Thread-safe.
class VerifyingKey {
 public:
  // INVALID_ARGUMENT for what is not a PEM public key of Ed25519, RSA of at least 2048 bits, or P-256.
  static absl::StatusOr<VerifyingKey> FromPem(std::string_view pem);

  const std::string& id() const { return id_; }
  std::string_view algorithm() const { return algorithm_; }  // as in the header "alg"
  bool Verify(std::string_view message, std::string_view signature) const;

 private:
  VerifyingKey(KeyPtr key, std::string_view algorithm);

  KeyPtr key_;
  std::string_view algorithm_;
  std::string id_;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_CRYPTO_H_
