#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_CRYPTO_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_CRYPTO_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <openssl/evp.h>

#include "services/runtime/auth/secret_bytes.h"

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
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;

inline const uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

using Digest = std::array<uint8_t, 32>;
Digest Sha256(std::string_view bytes);
inline std::string_view View(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// HMAC (RFC 2104) with SHA-256.
Digest HmacSha256(std::string_view key, std::string_view text);

// HKDF (RFC 5869) with SHA-256: as many bytes as are asked for, up to 8160, of a key for one purpose.
SecretBytes HkdfSha256(std::string_view secret, std::string_view salt, std::string_view purpose,
                       size_t bytes);

// That nobody can guess.
SecretBytes RandomBytes(size_t count);

// OpenSSL fails at what these do only without memory or a source of random numbers: nothing can go on then.
void MustBeDone(bool done);

// "kid" of a key pair of ours: base64url of the first 16 bytes of the SHA-256 of its public half in DER
// (SubjectPublicKeyInfo).
std::string KeyId(EVP_PKEY& key);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_CRYPTO_H_
