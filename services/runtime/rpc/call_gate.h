#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_CALL_GATE_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_CALL_GATE_H_

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace boulevard::runtime::rpc {

// Counts the calls under way; once closed it lets no other begin. Thread-safe.
class CallGate {
 public:
  // False when it is closed; else Leave must follow.
  bool Enter() {
    const absl::MutexLock lock(&mutex_);
    if (closed_) return false;
    ++under_way_;
    return true;
  }
  void Leave() {
    const absl::MutexLock lock(&mutex_);
    --under_way_;
  }
  void Close() {
    const absl::MutexLock lock(&mutex_);
    closed_ = true;
  }
  // Waits until none is under way; false when some still are at the deadline.
  bool AwaitNone(absl::Time deadline = absl::InfiniteFuture()) {
    const absl::MutexLock lock(&mutex_);
    const auto none = [this] {
      mutex_.AssertReaderHeld();
      return under_way_ == 0;
    };
    return mutex_.AwaitWithDeadline(absl::Condition(&none), deadline);
  }

 private:
  absl::Mutex mutex_;
  int under_way_ ABSL_GUARDED_BY(mutex_) = 0;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_CALL_GATE_H_
