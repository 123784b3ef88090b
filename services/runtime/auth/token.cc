#include "services/runtime/auth/token.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
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

absl::Status Malformed() {
  return absl::UnauthenticatedError("the token is malformed");
}

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

}  // namespace

class TokenVerifier::Impl {
 public:
  explicit Impl(const Clock& clock) : clock_(clock) {}

  absl::Status AddPublicKey(std::string_view pem) {
    ASSIGN_OR_RETURN(VerifyingKey key, VerifyingKey::FromPem(pem));
    auto shared = std::make_shared<const VerifyingKey>(std::move(key));
    absl::MutexLock lock(&mutex_);
    keys_.insert_or_assign(shared->id(), shared);
    return absl::OkStatus();
  }

  absl::StatusOr<Principal> Verify(std::string_view token) {
    if (token.empty()) return absl::UnauthenticatedError("a bearer token is missing");
    if (token.size() > kLongestToken) return Malformed();
    const Digest digest = Sha256(token);
    const absl::Time now = clock_.Now();
    if (std::optional<Principal> known = cache_.Find(digest, now)) return *std::move(known);
    ASSIGN_OR_RETURN(Claims claims, VerifyAfresh(token, now));
    cache_.Insert(digest, claims.principal, std::min(claims.expires, now + kCacheTime));
    return std::move(claims.principal);
  }

 private:
  absl::StatusOr<Claims> VerifyAfresh(std::string_view token, absl::Time now) const {
    const std::optional<Parts> parts = Split(token);
    if (!parts) return Malformed();
    ASSIGN_OR_RETURN(const TokenHeader header, ParseHeader(parts->header));
    const std::shared_ptr<const VerifyingKey> key = FindKey(header.key_id);
    if (key == nullptr) return absl::UnauthenticatedError("the token's key is not known here");
    if (header.algorithm != key->algorithm()) {
      return absl::UnauthenticatedError("the token names an algorithm that is not its key's");
    }
    if (!key->Verify(parts->signed_text, parts->signature)) {
      return absl::UnauthenticatedError("the token's signature is wrong");
    }
    return CheckClaims(parts->payload, now);
  }

  std::shared_ptr<const VerifyingKey> FindKey(const std::string& id) const {
    absl::ReaderMutexLock lock(&mutex_);
    const auto found = keys_.find(id);
    return found == keys_.end() ? nullptr : found->second;
  }

  const Clock& clock_;
  mutable absl::Mutex mutex_;
  absl::flat_hash_map<std::string, std::shared_ptr<const VerifyingKey>> keys_ ABSL_GUARDED_BY(mutex_);
  VerifiedCache cache_{kCachedTokens};
};

TokenVerifier::TokenVerifier(const Clock& clock) : impl_(std::make_unique<Impl>(clock)) {}
TokenVerifier::~TokenVerifier() = default;

absl::Status TokenVerifier::AddPublicKey(std::string_view pem) {
  return impl_->AddPublicKey(pem);
}

absl::StatusOr<Principal> TokenVerifier::Verify(std::string_view token) const {
  return impl_->Verify(token);
}

}  // namespace boulevard::runtime
