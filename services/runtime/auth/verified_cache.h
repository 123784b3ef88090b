#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_VERIFIED_CACHE_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_VERIFIED_CACHE_H_

#include <array>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>

#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/runtime/auth/crypto.h"
#include "services/runtime/auth/issuer_keys.h"
#include "services/runtime/auth/principal.h"

namespace boulevard::runtime {

// Principals of tokens that were verified, by the SHA-256 of the token: the cache holds no token. Bounded;
// the oldest make room. Whoever's key is withdrawn is not found any more. Thread-safe.
class VerifiedCache {
 public:
  explicit VerifiedCache(size_t capacity) : shard_capacity_((capacity + kShards - 1) / kShards) {}

  std::optional<Principal> Find(const Digest& token, absl::Time now) const;
  void Insert(const Digest& token, const Principal& principal, absl::Time until,
              std::shared_ptr<const TrustedKey> key);
  size_t size() const;

 private:
  struct Entry {
    Principal principal;
    absl::Time until;
    std::shared_ptr<const TrustedKey> key;
  };
  // Callers on different cores seldom meet in one shard.
  struct Shard {
    mutable absl::Mutex mutex;
    absl::flat_hash_map<Digest, Entry> entries ABSL_GUARDED_BY(mutex);
    std::deque<Digest> by_age ABSL_GUARDED_BY(mutex);
  };
  static constexpr size_t kShards = 16;

  const size_t shard_capacity_;
  std::array<Shard, kShards> shards_;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_VERIFIED_CACHE_H_
