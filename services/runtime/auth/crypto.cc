#include "services/runtime/auth/crypto.h"

#include <cstdlib>

#include <openssl/core_names.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#include "services/runtime/auth/base64url.h"

namespace boulevard::runtime {

Digest Sha256(std::string_view bytes) {
  // Fetched once and kept per thread: OpenSSL 3 takes longer to look the algorithm up than to run it.
  static const EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const DigestContext context(EVP_MD_CTX_new());
  Digest digest{};
  EVP_DigestInit_ex2(context.get(), md, nullptr);
  EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
  EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
  return digest;
}

Digest HmacSha256(std::string_view key, std::string_view text) {
  Digest mac{};
  unsigned size = 0;
  MustBeDone(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Bytes(text), text.size(),
                  mac.data(), &size) != nullptr);
  return mac;
}

SecretBytes HkdfSha256(std::string_view secret, std::string_view salt, std::string_view purpose,
                       size_t bytes) {
  static EVP_KDF* const hkdf = EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_HKDF, nullptr);
  const std::unique_ptr<EVP_KDF_CTX, Free<EVP_KDF_CTX_free>> context(EVP_KDF_CTX_new(hkdf));
  std::string digest = "SHA256";
  // The parameters want bytes that could be written to, and do not write.
  const auto parameter = [](const char* name, std::string_view text) {
    return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(text.data()), text.size());
  };
  const std::array parameters = {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
                                 parameter(OSSL_KDF_PARAM_KEY, secret), parameter(OSSL_KDF_PARAM_SALT, salt),
                                 parameter(OSSL_KDF_PARAM_INFO, purpose), OSSL_PARAM_construct_end()};
  SecretBytes derived(bytes);
  MustBeDone(EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char*>(derived.data()), derived.size(),
                            parameters.data()) == 1);
  return derived;
}

SecretBytes RandomBytes(size_t count) {
  SecretBytes bytes(count);
  MustBeDone(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) == 1);
  return bytes;
}

void MustBeDone(bool done) {
  if (!done) std::abort();
}

std::string KeyId(EVP_PKEY& key) {
  uint8_t* der = nullptr;
  const int length = i2d_PUBKEY(&key, &der);
  if (length <= 0) return {};
  const Digest digest = Sha256({reinterpret_cast<const char*>(der), static_cast<size_t>(length)});
  OPENSSL_free(der);
  return Base64UrlEncode({reinterpret_cast<const char*>(digest.data()), digest.size() / 2});
}

}  // namespace boulevard::runtime
