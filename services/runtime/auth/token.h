#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_TOKEN_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_TOKEN_H_

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/auth/claim_rules.h"
#include "services/runtime/auth/issuer_keys.h"
#include "services/runtime/auth/principal.h"
#include "services/runtime/auth/signing_key.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime {

// Of the tokens that TokenSigner makes.
inline constexpr std::string_view kTokenIssuer = "boulevard";
inline constexpr std::string_view kTokenAudience = "boulevard";

// Checks bearer tokens: JWTs (RFC 7519) of issuers that are configured, signed with a key that the issuer
// has. The token says which of the issuer's keys; everything else about a key, its algorithm included, is
// known here and never taken from the token. What was verified is kept by the SHA-256 of the token, bounded
// in number, until its expiry, the withdrawal of its key, and at most five minutes. Never waits for a
// network. Verify is thread-safe once all issuers are there.
class TokenVerifier {
 public:
  explicit TokenVerifier(const Clock& clock);
  ~TokenVerifier();

  // INVALID_ARGUMENT when there is an issuer of that name.
  absl::Status AddIssuer(ClaimRules rules, std::shared_ptr<const IssuerKeys> keys);

  // Accepts tokens of the issuer "boulevard" that were signed by the private half of this PEM public key. Its
  // kid is KeyId of the key.
  absl::Status AddPublicKey(std::string_view pem);

  // AuthError (auth_fault.h) with one reason.
  absl::StatusOr<Principal> Verify(std::string_view token) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Whether a text could be a compact JWS at all, by its length and characters: what could not is sent nowhere.
bool CouldBeToken(std::string_view text);

// Signs tokens for development sites and tests with an Ed25519 key in a file.
class TokenSigner {
 public:
  // See SigningKey::Open.
  static absl::StatusOr<TokenSigner> Open(const std::filesystem::path& path);

  std::string Sign(const Principal& principal, absl::Time now, absl::Duration ttl) const;
  std::string PublicKeyPem() const { return key_.PublicKeyPem(); }

 private:
  explicit TokenSigner(SigningKey key) : key_(std::move(key)) {}
  SigningKey key_;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_TOKEN_H_
