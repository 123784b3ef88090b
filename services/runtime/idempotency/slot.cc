#include "services/runtime/idempotency/slot.h"

#include <array>
#include <cstdlib>
#include <memory>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include "absl/strings/str_cat.h"
#include "services/runtime/auth/crypto.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::idempotency {
namespace {

constexpr size_t kCipherKeyBytes = 32;
constexpr size_t kNonceBytes = 12;
constexpr size_t kTagBytes = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Free<EVP_CIPHER_CTX_free>>;

// OpenSSL fails at these only without memory or a source of random numbers: nothing can go on then.
void Must(bool done) {
  if (!done) std::abort();
}

unsigned char* Bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
int Size(std::string_view text) {
  return static_cast<int>(text.size());
}

// With their lengths, so that no two callers run into one text.
std::string Purpose(const Principal& caller, std::string_view method) {
  const std::string provider = caller.provider_id ? caller.provider_id->ToString() : "";
  const std::string_view role = RoleName(caller.role);
  return absl::StrCat("boulevard idempotency;", caller.subject.size(), ":", caller.subject, AbslView(role),
                      ";", provider, ";", AbslView(method));
}

// HKDF (RFC 5869) with SHA-256.
std::string Derive(std::string_view key, std::string purpose, size_t bytes) {
  static EVP_KDF* const hkdf = EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_HKDF, nullptr);
  const std::unique_ptr<EVP_KDF_CTX, Free<EVP_KDF_CTX_free>> context(EVP_KDF_CTX_new(hkdf));
  std::string digest = "SHA256";
  std::string secret(key);
  const std::array parameters = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, secret.data(), secret.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, purpose.data(), purpose.size()),
      OSSL_PARAM_construct_end()};
  std::string derived(bytes, '\0');
  Must(EVP_KDF_derive(context.get(), Bytes(derived), derived.size(), parameters.data()) == 1);
  return derived;
}

const EVP_CIPHER* Aes256Gcm() {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return cipher;
}

}  // namespace

Slot::Slot(const Principal& caller, std::string_view method, std::string_view key)
    : secrets_(Derive(key, Purpose(caller, method), kIdBytes + kCipherKeyBytes)) {}

std::string Slot::Seal(std::string_view request, std::string_view answer) const {
  std::string nonce(kNonceBytes, '\0');
  Must(RAND_bytes(Bytes(nonce), kNonceBytes) == 1);
  std::string hidden(answer.size(), '\0');
  std::string tag(kTagBytes, '\0');
  const Cipher cipher(EVP_CIPHER_CTX_new());
  int written = 0;
  Must(EVP_EncryptInit_ex2(cipher.get(), Aes256Gcm(), cipher_key(), Bytes(nonce), nullptr) == 1);
  Must(EVP_EncryptUpdate(cipher.get(), nullptr, &written, Bytes(request), Size(request)) == 1);
  Must(EVP_EncryptUpdate(cipher.get(), Bytes(hidden), &written, Bytes(answer), Size(answer)) == 1);
  Must(EVP_EncryptFinal_ex(cipher.get(), Bytes(hidden) + written, &written) == 1);
  Must(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, kTagBytes, tag.data()) == 1);
  return absl::StrCat(nonce, hidden, tag);
}

std::optional<std::string> Slot::Open(std::string_view request, std::string_view sealed) const {
  if (sealed.size() < kNonceBytes + kTagBytes) return std::nullopt;
  const std::string_view nonce = sealed.substr(0, kNonceBytes);
  const std::string_view hidden = sealed.substr(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
  std::string tag(sealed.substr(sealed.size() - kTagBytes));
  std::string answer(hidden.size(), '\0');
  const Cipher cipher(EVP_CIPHER_CTX_new());
  int written = 0;
  Must(EVP_DecryptInit_ex2(cipher.get(), Aes256Gcm(), cipher_key(), Bytes(nonce), nullptr) == 1);
  Must(EVP_DecryptUpdate(cipher.get(), nullptr, &written, Bytes(request), Size(request)) == 1);
  Must(EVP_DecryptUpdate(cipher.get(), Bytes(answer), &written, Bytes(hidden), Size(hidden)) == 1);
  Must(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, kTagBytes, tag.data()) == 1);
  if (EVP_DecryptFinal_ex(cipher.get(), Bytes(answer) + written, &written) != 1) return std::nullopt;
  return answer;
}

}  // namespace boulevard::runtime::idempotency
