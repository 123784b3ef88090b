#include "services/runtime/access/authenticator.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/runtime/access/fetch.h"
#include "services/runtime/auth/service_credential.h"
#include "services/runtime/config/secret.h"
#include "services/runtime/log/log.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::access {
namespace {

absl::Status Invalid(std::string_view flag, const std::string& sentence) {
  return absl::InvalidArgumentError(absl::StrCat(std::string(flag), " ", sentence));
}

absl::StatusOr<absl::Duration> DurationOf(std::string_view flag, const std::string& text,
                                          absl::Duration least) {
  absl::Duration duration;
  if (absl::ParseDuration(text, &duration) && duration >= least) return duration;
  return Invalid(flag, absl::StrCat("takes a time such as 90s or 24h, and not \"", text, "\""));
}

// "name=value" in its two parts; the last "=" parts them.
absl::StatusOr<std::pair<std::string, std::string>> PairOf(std::string_view flag, const std::string& text) {
  const size_t at = text.rfind('=');
  if (at == std::string::npos || at == 0 || at + 1 == text.size()) {
    return Invalid(flag, absl::StrCat("takes NAME=VALUE, and not \"", text, "\""));
  }
  return std::pair{text.substr(0, at), text.substr(at + 1)};
}

absl::StatusOr<RoleRules> RoleRulesOf(const TokenOptions& options) {
  RoleRules rules{.claim = options.role_claim, .roles = {}, .provider_claim = options.provider_claim};
  if (options.roles.empty()) rules.roles = RoleRules::OwnNames();
  for (const std::string& text : options.roles) {
    ASSIGN_OR_RETURN(const auto pair, PairOf("--token-role", text));
    const std::optional<Role> role = ParseRole(pair.second);
    if (!role) {
      return Invalid(
          "--token-role",
          absl::StrCat("names \"", pair.second,
                       "\", but the roles are provider, mentor, coordinator, referrer, municipality "
                       "and admin"));
    }
    if (!rules.roles.emplace(pair.first, *role).second) {
      return Invalid("--token-role", absl::StrCat("names \"", pair.first, "\" twice"));
    }
  }
  return rules;
}

absl::StatusOr<ClaimRules> ClaimRulesOf(const TokenOptions& options) {
  ClaimRules rules{.issuer = options.issuer, .audiences = {options.audience}};
  ASSIGN_OR_RETURN(rules.roles, RoleRulesOf(options));
  ASSIGN_OR_RETURN(rules.skew, DurationOf("--token-clock-skew", options.clock_skew, absl::ZeroDuration()));
  ASSIGN_OR_RETURN(rules.longest_life,
                   DurationOf("--token-longest-life", options.longest_life, absl::Seconds(1)));
  return rules;
}

absl::Status AddPublicKeys(const TokenOptions& options, TokenVerifier& verifier) {
  for (const std::string& file : options.public_keys) {
    ASSIGN_OR_RETURN(const std::string pem, config::ReadSecret(file));
    const absl::Status added = verifier.AddPublicKey(pem);
    if (!added.ok()) return absl::InvalidArgumentError(absl::StrCat(file, ": ", added.message()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Authenticator::AddService(std::string_view name, std::string_view pem) {
  return AcceptService(verifier_, name, pem, names_);
}

absl::Status Authenticator::AddServices(const TokenOptions& options) {
  for (const std::string& text : options.service_keys) {
    ASSIGN_OR_RETURN(const auto pair, PairOf("--service-public-key", text));
    ASSIGN_OR_RETURN(const std::string pem, config::ReadSecret(pair.second));
    const absl::Status added = AddService(pair.first, pem);
    if (!added.ok()) return absl::InvalidArgumentError(absl::StrCat(pair.second, ": ", added.message()));
  }
  return absl::OkStatus();
}

absl::Status Authenticator::AddIssuer(const TokenOptions& options, const Clock& clock, Registry& metrics) {
  if (options.audience.empty()) return Invalid("--token-issuer", "needs --token-audience");
  if (options.jwks.empty() && !IsUrl(options.issuer)) {
    return Invalid("--token-issuer", "is no address that could be asked for its keys: give --token-jwks");
  }
  const KeyPlace place{.issuer = options.issuer, .jwks = options.jwks, .ca_file = options.issuer_ca};
  ASSIGN_OR_RETURN(ClaimRules rules, ClaimRulesOf(options));
  RefreshRules refresh;
  ASSIGN_OR_RETURN(refresh.longest_outage,
                   DurationOf("--token-longest-outage", options.longest_outage, absl::Seconds(1)));
  if ((options.jwks.empty() ? options.issuer : options.jwks).starts_with("http:")) {
    log::Warning("token keys come over plain http: whoever is in between can exchange them");
  }
  refresher_.emplace([place](const std::atomic<bool>& stop) { return ReadKeys(place, &stop); }, refresh,
                     clock, metrics);
  return verifier_.AddIssuer(std::move(rules), refresher_->keys());
}

absl::StatusOr<std::unique_ptr<Authenticator>> Authenticator::Start(const TokenOptions& options,
                                                                    const std::vector<std::string>& names,
                                                                    std::string_view development_key,
                                                                    const Clock& clock, Registry& metrics) {
  if (options.issuer.empty() && options.public_keys.empty() && development_key.empty()) {
    return absl::InvalidArgumentError(
        "no token would be accepted: give --token-issuer and --token-audience, or --token-public-key FILE");
  }
  if (options.issuer.empty() && !(options.jwks.empty() && options.audience.empty())) {
    return absl::InvalidArgumentError("--token-jwks and --token-audience need --token-issuer");
  }
  std::unique_ptr<Authenticator> made(new Authenticator(names, clock));
  RETURN_IF_ERROR(AddPublicKeys(options, made->verifier_));
  RETURN_IF_ERROR(made->AddServices(options));
  if (!development_key.empty()) RETURN_IF_ERROR(made->verifier_.AddPublicKey(development_key));
  if (!options.issuer.empty()) RETURN_IF_ERROR(made->AddIssuer(options, clock, metrics));
  return made;
}

}  // namespace boulevard::runtime::access
