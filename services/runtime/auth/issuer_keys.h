#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_ISSUER_KEYS_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_ISSUER_KEYS_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "services/runtime/auth/verifying_key.h"

namespace boulevard::runtime {

// A key for as long as its issuer has it: what was verified with it counts no longer.
class TrustedKey {
 public:
  explicit TrustedKey(VerifyingKey key) : key_(std::move(key)) {}
  const VerifyingKey& key() const { return key_; }
  bool withdrawn() const { return withdrawn_.load(std::memory_order_acquire); }
  void Withdraw() { withdrawn_.store(true, std::memory_order_release); }

 private:
  const VerifyingKey key_;
  std::atomic<bool> withdrawn_ = false;
};

// The keys of one issuer by their ids. Thread-safe; finding one never waits for more than the exchange of a
// map.
class IssuerKeys {
 public:
  // `on_unknown` is called when a token names a key that is not here; it must not block.
  explicit IssuerKeys(std::function<void()> on_unknown = [] {}) : on_unknown_(std::move(on_unknown)) {}

  // UNAUTHENTICATED when there is no such key, UNAVAILABLE when there are none at all.
  absl::StatusOr<std::shared_ptr<const TrustedKey>> Find(const std::string& id) const;

  void Add(VerifyingKey key);
  // From now on these and no others. A key that was there already stays trusted without a break. Gives how
  // many came and went.
  struct Change {
    int added = 0;
    int withdrawn = 0;
  };
  Change Replace(std::vector<VerifyingKey> keys);

 private:
  using Map = absl::flat_hash_map<std::string, std::shared_ptr<TrustedKey>>;

  const std::function<void()> on_unknown_;
  mutable absl::Mutex mutex_;
  Map keys_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_ISSUER_KEYS_H_
