#include "services/runtime/idempotency/slot.h"

#include <array>
#include <cstdlib>
#include <memory>

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include "absl/strings/str_cat.h"
#include "services/runtime/auth/crypto.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::idempotency {
namespace {

// OpenSSL fails at these only without memory or a source of random numbers: nothing can go on then.
void Must(bool done) {
  if (!done) std::abort();
}

unsigned char* Bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
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

}  // namespace

Slot::Slot(const Principal& caller, std::string_view method, std::string_view key)
    : secrets_(Derive(key, Purpose(caller, method), kIdBytes + SealedBox::kKeyBytes)) {}

std::string Slot::Seal(std::string_view request, std::string_view answer) const {
  return Box().Seal(request, answer);
}

std::optional<std::string> Slot::Open(std::string_view request, std::string_view sealed) const {
  return Box().Open(request, sealed);
}

}  // namespace boulevard::runtime::idempotency
