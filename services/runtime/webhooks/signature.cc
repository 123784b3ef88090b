#include "services/runtime/webhooks/signature.h"

#include <array>
#include <cstdlib>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/auth/crypto.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::webhooks {
namespace {

constexpr size_t kSecretBytes = 32;

}  // namespace

std::string NewSecret() {
  std::string secret(kSecretBytes, '\0');
  // Without random numbers nothing can go on.
  if (RAND_bytes(reinterpret_cast<unsigned char*>(secret.data()), kSecretBytes) != 1) std::abort();
  return secret;
}

std::string SecretText(std::string_view secret) {
  return absl::StrCat("whsec_", absl::Base64Escape(AbslView(secret)));
}

std::string Signature(std::string_view secret, std::string_view id, absl::Time sent_at,
                      std::string_view body) {
  const std::string text = absl::StrCat(AbslView(id), ".", absl::ToUnixSeconds(sent_at), ".", AbslView(body));
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  if (HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), Bytes(text), text.size(), mac.data(),
           &size) == nullptr) {
    std::abort();
  }
  return absl::StrCat("v1,",
                      absl::Base64Escape(absl::string_view(reinterpret_cast<const char*>(mac.data()), size)));
}

}  // namespace boulevard::runtime::webhooks
