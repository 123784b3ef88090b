#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_TOKEN_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_TOKEN_H_

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/auth/principal.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime {

inline constexpr std::string_view kTokenIssuer = "boulevard";
inline constexpr std::string_view kTokenAudience = "boulevard";

// Checks bearer tokens: JWTs (RFC 7519) signed with a key of a known `kid`; the algorithm is pinned by the
// key (Ed25519: EdDSA, RSA: RS256, P-256: ES256), never taken from the token. Thread-safe. What was verified
// is kept by the SHA-256 of the token, bounded in number, until its expiry and at most five minutes.
class TokenVerifier {
 public:
  explicit TokenVerifier(const Clock& clock);
  ~TokenVerifier();

  // Accepts tokens signed by the private half of this PEM public key. Its kid is KeyId of the key.
  absl::Status AddPublicKey(std::string_view pem);

  // UNAUTHENTICATED with one reason: missing, malformed, unknown key, bad signature, expired, not yet valid,
  // wrong issuer or audience, no such role, provider without provider_id. 30 s of clock skew are allowed.
  absl::StatusOr<Principal> Verify(std::string_view token) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Signs tokens for development sites and tests with an Ed25519 key in a file.
class TokenSigner {
 public:
  // Reads the PEM private key at `path`; makes one first, readable by the owner alone, when there is none.
  static absl::StatusOr<TokenSigner> Open(const std::filesystem::path& path);
  TokenSigner(TokenSigner&&) noexcept;
  ~TokenSigner();

  std::string Sign(const Principal& principal, absl::Time now, absl::Duration ttl) const;
  std::string PublicKeyPem() const;

 private:
  class Impl;
  explicit TokenSigner(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_TOKEN_H_
