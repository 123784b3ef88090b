#ifndef BOULEVARD_SERVICES_RUNTIME_ACCESS_AUTHENTICATOR_H_
#define BOULEVARD_SERVICES_RUNTIME_ACCESS_AUTHENTICATOR_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/access/key_refresher.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime::access {

// Whose tokens a program takes, as its flags say (token_flags.h, docs/security.md).
struct TokenOptions {
  std::vector<std::string> public_keys;  // PEM files, for tokens of the issuer "boulevard"

  std::string issuer;  // the claim `iss`; empty: none
  std::string audience;
  std::string jwks;  // see KeyPlace
  std::string issuer_ca;
  std::string role_claim = "role";
  std::vector<std::string> roles;  // "VALUE=ROLE"; empty: each role by its own name
  std::string provider_claim = "provider_id";
  std::string clock_skew = "30s";
  std::string longest_life = "24h";
  std::string longest_outage = "24h";

  std::vector<std::string> service_keys;  // "NAME=FILE"
};

// Who calls, for a whole program: the verifier, and what keeps its keys up to date.
class Authenticator {
 public:
  // `names` are those of the services in the program, one of which credentials for it name: "placements".
  // `development_key` is one more PEM key whose tokens are taken, or empty. INVALID_ARGUMENT with a sentence
  // for options that do not fit, or when nobody's token would be taken. Does not wait for the issuer.
  static absl::StatusOr<std::unique_ptr<Authenticator>> Start(const TokenOptions& options,
                                                              const std::vector<std::string>& names,
                                                              std::string_view development_key,
                                                              const Clock& clock, Registry& metrics);

  // Takes the credentials of one more service, whose PEM key this is: before any call is checked.
  absl::Status AddService(std::string_view name, std::string_view pem);

  const TokenVerifier& verifier() const { return verifier_; }
  // UNAVAILABLE while the keys of the issuer are not known: every token of it would be refused with 503. From
  // memory.
  absl::Status Ready() const { return refresher_ ? refresher_->Ready() : absl::OkStatus(); }

 private:
  Authenticator(std::vector<std::string> names, const Clock& clock)
      : names_(std::move(names)), verifier_(clock) {}
  absl::Status AddServices(const TokenOptions& options);
  absl::Status AddIssuer(const TokenOptions& options, const Clock& clock, Registry& metrics);

  const std::vector<std::string> names_;
  std::optional<KeyRefresher> refresher_;  // before the verifier, which uses its keys
  TokenVerifier verifier_;
};

}  // namespace boulevard::runtime::access

#endif  // BOULEVARD_SERVICES_RUNTIME_ACCESS_AUTHENTICATOR_H_
