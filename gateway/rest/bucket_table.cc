#include "gateway/rest/bucket_table.h"

#include <algorithm>
#include <random>

#include "absl/hash/hash.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::gateway::rest {
namespace {

// Looking through a table that stays full is not worth it for each name.
constexpr absl::Duration kSweepEvery = absl::Seconds(1);

uint64_t RandomSalt() {
  std::random_device random;
  return (uint64_t{random()} << 32) | random();
}

}  // namespace

BucketTable::BucketTable(const RateLimit& limit, size_t most_buckets)
    : interval_(absl::Seconds(1 / limit.per_second)),
      capacity_(interval_ * std::max(1, limit.burst)),
      most_buckets_(most_buckets),
      salt_(RandomSalt()) {}

absl::Duration BucketTable::Take(std::string_view name, absl::Time now) {
  const Key key = KeyOf(name);
  absl::MutexLock lock(&mutex_);
  const auto found = full_at_.find(key);
  if (found != full_at_.end()) return TakeFrom(found->second, now);
  return TakeFrom(MakeRoom(now) ? full_at_.emplace(key, now).first->second : shared_, now);
}

std::optional<absl::Duration> BucketTable::TakeIfKnown(std::string_view name, absl::Time now) {
  const Key key = KeyOf(name);
  absl::MutexLock lock(&mutex_);
  const auto found = full_at_.find(key);
  if (found == full_at_.end()) return std::nullopt;
  return TakeFrom(found->second, now);
}

void BucketTable::Add(std::string_view name, absl::Time now) {
  const Key key = KeyOf(name);
  absl::MutexLock lock(&mutex_);
  if (MakeRoom(now)) full_at_.emplace(key, now);
}

BucketTable::Key BucketTable::KeyOf(std::string_view name) const {
  return absl::HashOf(salt_, runtime::AbslView(name));
}

absl::Duration BucketTable::TakeFrom(absl::Time& full_at, absl::Time now) const {
  const absl::Time after = std::max(full_at, now) + interval_;
  if (after - now > capacity_) return after - now - capacity_;
  full_at = after;
  return absl::ZeroDuration();
}

bool BucketTable::MakeRoom(absl::Time now) {
  if (full_at_.size() < most_buckets_) return true;
  if (now - swept_ < kSweepEvery) return false;
  swept_ = now;
  absl::erase_if(full_at_, [now](const auto& bucket) { return bucket.second <= now; });
  return full_at_.size() < most_buckets_;
}

}  // namespace boulevard::gateway::rest
