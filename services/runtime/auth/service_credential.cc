#include "services/runtime/auth/service_credential.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime {
namespace {

constexpr std::string_view kType = "service+jwt";
constexpr absl::Duration kLife = absl::Minutes(1);

}  // namespace

ServiceCredential::ServiceCredential(SigningKey key, std::string_view name, std::string_view audience,
                                     const Clock& clock)
    : key_(std::move(key)), name_(name), audience_(audience), clock_(clock) {}

std::string ServiceCredential::Token() const {
  const absl::Time now = clock_.Now();
  absl::MutexLock lock(&mutex_);
  if (now >= renew_) {
    token_ = key_.Sign(kType, absl::StrCat(R"({"iss":")", name_, R"(","sub":")", name_, R"(","aud":")",
                                           audience_, R"(","iat":)", absl::ToUnixSeconds(now), R"(,"exp":)",
                                           absl::ToUnixSeconds(now + kLife), "}"));
    renew_ = now + kLife / 2;
  }
  return token_;
}

absl::Status AcceptService(TokenVerifier& verifier, std::string_view name, std::string_view pem,
                           std::vector<std::string> audiences) {
  ASSIGN_OR_RETURN(VerifyingKey key, VerifyingKey::FromPem(pem));
  auto keys = std::make_shared<IssuerKeys>();
  keys->Add(std::move(key));
  return verifier.AddIssuer({.issuer = std::string(name),
                             .audiences = std::move(audiences),
                             .types = {std::string(kType)},
                             .longest_life = kLife,
                             .is_service = true},
                            std::move(keys));
}

}  // namespace boulevard::runtime
