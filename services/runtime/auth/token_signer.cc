#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime {
namespace {

void AppendJsonString(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<uint8_t>(c) < 0x20) {
      absl::StrAppend(&out, "\\u", absl::Hex(static_cast<uint8_t>(c), absl::kZeroPad4));
    } else {
      out += c;
    }
  }
  out += '"';
}

std::string ClaimsJson(const Principal& principal, absl::Time now, absl::Duration ttl) {
  std::string json = absl::StrCat(R"({"iss":")", AbslView(kTokenIssuer), R"(","aud":")",
                                  AbslView(kTokenAudience), R"(","sub":)");
  AppendJsonString(json, principal.subject);
  absl::StrAppend(&json, R"(,"role":")", AbslView(RoleName(principal.role)), "\"");
  if (principal.provider_id) {
    absl::StrAppend(&json, R"(,"provider_id":")", principal.provider_id->ToString(), "\"");
  }
  absl::StrAppend(&json, R"(,"iat":)", absl::ToUnixSeconds(now), R"(,"exp":)", absl::ToUnixSeconds(now + ttl),
                  "}");
  return json;
}

}  // namespace

absl::StatusOr<TokenSigner> TokenSigner::Open(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(SigningKey key, SigningKey::Open(path));
  return TokenSigner(std::move(key));
}

std::string TokenSigner::Sign(const Principal& principal, absl::Time now, absl::Duration ttl) const {
  return key_.Sign("JWT", ClaimsJson(principal, now, ttl));
}

}  // namespace boulevard::runtime
