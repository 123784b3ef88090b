#include "services/runtime/auth/crypto.h"

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

std::string KeyId(EVP_PKEY& key) {
  uint8_t* der = nullptr;
  const int length = i2d_PUBKEY(&key, &der);
  if (length <= 0) return {};
  const Digest digest = Sha256({reinterpret_cast<const char*>(der), static_cast<size_t>(length)});
  OPENSSL_free(der);
  return Base64UrlEncode({reinterpret_cast<const char*>(digest.data()), digest.size() / 2});
}

}  // namespace boulevard::runtime
