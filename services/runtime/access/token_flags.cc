#include "services/runtime/access/token_flags.h"

#include "services/runtime/config/flags.h"

namespace boulevard::runtime::access {

void AddTokenFlags(CLI::App& app, TokenOptions& options) {
  using config::AddFlag;
  AddFlag(app, "--token-public-key", options.public_keys,
          "PEM file of a key whose tokens are accepted, made by 'boulevard token'; may be repeated")
      ->check(CLI::ExistingFile);
  AddFlag(app, "--token-issuer", options.issuer, "Accept JWTs of this issuer, as their claim iss names it");
  AddFlag(app, "--token-audience", options.audience, "The claim aud of the issuer's tokens that are for us");
  AddFlag(app, "--token-jwks", options.jwks,
          "File or URL of the issuer's JWK set; found by the issuer's discovery document when left out");
  AddFlag(
      app, "--token-issuer-ca", options.issuer_ca,
      "PEM file of the authorities that the issuer's certificate may come from; the system's when left out")
      ->check(CLI::ExistingFile);
  AddFlag(app, "--token-role-claim", options.role_claim, "Claim of the roles, as in realm_access.roles");
  AddFlag(app, "--token-role", options.roles,
          "VALUE=ROLE: what a value of that claim means here; may be repeated; roles by their own names when "
          "left out");
  AddFlag(app, "--token-provider-claim", options.provider_claim, "Claim of a provider's id");
  AddFlag(app, "--token-clock-skew", options.clock_skew, "How much clocks may differ");
  AddFlag(app, "--token-longest-life", options.longest_life, "Refuse tokens that are good for longer");
  AddFlag(app, "--token-longest-outage", options.longest_outage,
          "How long the issuer's keys are trusted while it cannot be asked");
  AddFlag(app, "--service-public-key", options.service_keys,
          "NAME=FILE: PEM file of the key with which that service calls; may be repeated");
}

}  // namespace boulevard::runtime::access
