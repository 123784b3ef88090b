#include "services/runtime/auth/token.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/auth/auth_fault.h"
#include "services/runtime/auth/base64url.h"
#include "services/runtime/auth/claims.h"
#include "services/runtime/auth/crypto.h"
#include "services/runtime/auth/verified_cache.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime {
namespace {

constexpr size_t kLongestToken = 8 * 1024;
constexpr size_t kCachedTokens = 10'000;
constexpr absl::Duration kCacheTime = absl::Minutes(5);

// The three parts of a compact JWS (RFC 7515 7.1), decoded but for what is signed.
struct Parts {
  std::string_view signed_text;
  std::string header;
  std::string payload;
  std::string signature;
};

std::optional<Parts> Split(std::string_view token) {
  const size_t first = token.find('.');
  const size_t last = token.rfind('.');
  if (first == last || token.find('.', first + 1) != last) return std::nullopt;
  std::optional<std::string> header = Base64UrlDecode(token.substr(0, first));
  std::optional<std::string> payload = Base64UrlDecode(token.substr(first + 1, last - first - 1));
  std::optional<std::string> signature = Base64UrlDecode(token.substr(last + 1));
  if (!header || !payload || !signature) return std::nullopt;
  return Parts{token.substr(0, last), *std::move(header), *std::move(payload), *std::move(signature)};
}

struct Issuer {
  ClaimRules rules;
  std::shared_ptr<const IssuerKeys> keys;
};

struct Verified {
  Claims claims;
  std::shared_ptr<const TrustedKey> key;
};

}  // namespace

class TokenVerifier::Impl {
 public:
  explicit Impl(const Clock& clock) : clock_(clock) {}

  absl::Status AddIssuer(ClaimRules rules, std::shared_ptr<const IssuerKeys> keys) {
    std::string name = rules.issuer;
    if (issuers_.try_emplace(name, Issuer{std::move(rules), std::move(keys)}).second) return absl::OkStatus();
    return absl::InvalidArgumentError(absl::StrCat("there are two token issuers of the name ", name));
  }

  absl::Status AddPublicKey(std::string_view pem) {
    ASSIGN_OR_RETURN(VerifyingKey key, VerifyingKey::FromPem(pem));
    if (own_keys_ == nullptr) {
      auto keys = std::make_shared<IssuerKeys>();
      RETURN_IF_ERROR(
          AddIssuer({.issuer = std::string(kTokenIssuer), .audiences = {std::string(kTokenAudience)}}, keys));
      own_keys_ = std::move(keys);
    }
    own_keys_->Add(std::move(key));
    return absl::OkStatus();
  }

  absl::StatusOr<Principal> Verify(std::string_view token) {
    if (token.empty()) return AuthError(AuthFault::kMissing);
    if (token.size() > kLongestToken) return AuthError(AuthFault::kTooLong);
    const Digest digest = Sha256(token);
    const absl::Time now = clock_.Now();
    if (std::optional<Principal> known = cache_.Find(digest, now)) return *std::move(known);
    ASSIGN_OR_RETURN(Verified verified, VerifyAfresh(token, now));
    Claims& claims = verified.claims;
    cache_.Insert(digest, claims.principal, std::min(claims.expires, now + kCacheTime), verified.key);
    return std::move(claims.principal);
  }

 private:
  absl::StatusOr<Verified> VerifyAfresh(std::string_view token, absl::Time now) const {
    const std::optional<Parts> parts = Split(token);
    if (!parts) return AuthError(AuthFault::kMalformed);
    ASSIGN_OR_RETURN(const TokenHeader header, ParseHeader(parts->header));
    // The name chooses whose keys and rules count; a false one ends at the signature.
    ASSIGN_OR_RETURN(const std::string name, IssuerOf(parts->payload));
    const auto issuer = issuers_.find(name);
    if (issuer == issuers_.end()) return AuthError(AuthFault::kIssuer);
    const auto& [rules, keys] = issuer->second;
    if (std::ranges::find(rules.types, header.type) == rules.types.end()) return AuthError(AuthFault::kType);
    ASSIGN_OR_RETURN(std::shared_ptr<const TrustedKey> key, keys->Find(header.key_id));
    if (header.algorithm != key->key().algorithm()) return AuthError(AuthFault::kAlgorithm);
    if (!key->key().Verify(parts->signed_text, parts->signature)) return AuthError(AuthFault::kSignature);
    ASSIGN_OR_RETURN(Claims claims, CheckClaims(parts->payload, rules, now));
    return Verified{std::move(claims), std::move(key)};
  }

  const Clock& clock_;
  absl::flat_hash_map<std::string, Issuer> issuers_;
  std::shared_ptr<IssuerKeys> own_keys_;
  VerifiedCache cache_{kCachedTokens};
};

bool CouldBeToken(std::string_view text) {
  return text.size() <= kLongestToken && std::ranges::all_of(text, [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
         });
}

TokenVerifier::TokenVerifier(const Clock& clock) : impl_(std::make_unique<Impl>(clock)) {}
TokenVerifier::~TokenVerifier() = default;

absl::Status TokenVerifier::AddIssuer(ClaimRules rules, std::shared_ptr<const IssuerKeys> keys) {
  return impl_->AddIssuer(std::move(rules), std::move(keys));
}

absl::Status TokenVerifier::AddPublicKey(std::string_view pem) {
  return impl_->AddPublicKey(pem);
}

absl::StatusOr<Principal> TokenVerifier::Verify(std::string_view token) const {
  return impl_->Verify(token);
}

}  // namespace boulevard::runtime
