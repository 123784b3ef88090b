#include "services/runtime/auth/verified_cache.h"

#include <utility>

namespace boulevard::runtime {

std::optional<Principal> VerifiedCache::Find(const Digest& token, absl::Time now) const {
  const Shard& shard = shards_[token[0] % kShards];
  absl::MutexLock lock(&shard.mutex);
  const auto found = shard.entries.find(token);
  if (found == shard.entries.end()) return std::nullopt;
  const Entry& entry = found->second;
  if (now >= entry.until || entry.key->withdrawn()) return std::nullopt;
  return entry.principal;
}

void VerifiedCache::Insert(const Digest& token, const Principal& principal, absl::Time until,
                           std::shared_ptr<const TrustedKey> key) {
  Shard& shard = shards_[token[0] % kShards];
  absl::MutexLock lock(&shard.mutex);
  if (!shard.entries.insert_or_assign(token, Entry{principal, until, std::move(key)}).second) return;
  shard.by_age.push_back(token);
  if (shard.by_age.size() <= shard_capacity_) return;
  shard.entries.erase(shard.by_age.front());
  shard.by_age.pop_front();
}

size_t VerifiedCache::size() const {
  size_t size = 0;
  for (const Shard& shard : shards_) {
    absl::MutexLock lock(&shard.mutex);
    size += shard.entries.size();
  }
  return size;
}

}  // namespace boulevard::runtime
