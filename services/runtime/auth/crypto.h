#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_CRYPTO_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_CRYPTO_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <openssl/evp.h>

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

// "kid" of a key pair of ours: base64url of the first 16 bytes of the SHA-256 of its public half in DER
// (SubjectPublicKeyInfo).
std::string KeyId(EVP_PKEY& key);

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_CRYPTO_H_
