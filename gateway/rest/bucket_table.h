#ifndef BOULEVARD_GATEWAY_REST_BUCKET_TABLE_H_
#define BOULEVARD_GATEWAY_REST_BUCKET_TABLE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace boulevard::gateway::rest {

struct RateLimit {
  double per_second = 0;  // 0: none
  int burst = 1;          // how many at once, after a pause
};

// A token bucket for each of many names. What it remembers is bounded: a bucket that is full again says
// nothing and goes when room is needed, and names that find none share one bucket. Names are kept as salted
// hashes. Thread-safe.
class BucketTable {
 public:
  // `limit` has a rate above 0.
  BucketTable(const RateLimit& limit, size_t most_buckets);

  // Takes one from the name's bucket, making it when needed. Zero, or how long until there is one.
  absl::Duration Take(std::string_view name, absl::Time now);
  // The same for a name that has a bucket; nothing when it has none.
  std::optional<absl::Duration> TakeIfKnown(std::string_view name, absl::Time now);
  // Makes a bucket for the name, if there is room.
  void Add(std::string_view name, absl::Time now);

 private:
  // When a bucket will be full: all that there is to know of it.
  using Key = uint64_t;
  Key KeyOf(std::string_view name) const;
  absl::Duration TakeFrom(absl::Time& full_at, absl::Time now) const;
  bool MakeRoom(absl::Time now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const absl::Duration interval_;  // in which one comes in
  const absl::Duration capacity_;  // the time that it takes to fill
  const size_t most_buckets_;
  const uint64_t salt_;
  absl::Mutex mutex_;
  absl::flat_hash_map<Key, absl::Time> full_at_ ABSL_GUARDED_BY(mutex_);
  absl::Time shared_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  absl::Time swept_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
};

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_BUCKET_TABLE_H_
