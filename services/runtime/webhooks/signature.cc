#include "services/runtime/webhooks/signature.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/auth/crypto.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::webhooks {
namespace {

constexpr size_t kSecretBytes = 32;

}  // namespace

std::string NewSecret() {
  return std::string(View(RandomBytes(kSecretBytes)));
}

std::string SecretText(std::string_view secret) {
  return absl::StrCat("whsec_", absl::Base64Escape(AbslView(secret)));
}

std::string Signature(std::string_view secret, std::string_view id, absl::Time sent_at,
                      std::string_view body) {
  const std::string text = absl::StrCat(AbslView(id), ".", absl::ToUnixSeconds(sent_at), ".", AbslView(body));
  return absl::StrCat("v1,", absl::Base64Escape(AbslView(View(HmacSha256(secret, text)))));
}

}  // namespace boulevard::runtime::webhooks
