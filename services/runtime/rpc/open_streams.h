#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_OPEN_STREAMS_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_OPEN_STREAMS_H_

#include <cstddef>
#include <memory>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/runtime/rpc/stream.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime::rpc {

// The streams that something has open: bounded in number, each ended at its deadline, all of them at the end.
// Thread-safe.
class OpenStreams {
 public:
  OpenStreams(size_t most, const Clock& clock) : most_(most), clock_(clock) {}
  // Ends what is open.
  ~OpenStreams();

  // False when there are too many, or after EndAll. At the deadline the stream is cancelled with `overdue`.
  bool Add(const std::shared_ptr<Stream>& stream, absl::Time deadline = absl::InfiniteFuture(),
           absl::Status overdue = absl::OkStatus());
  void Remove(const Stream& stream);
  // Cancels every stream, and takes no more.
  void EndAll(const absl::Status& why);
  // Cancels those whose deadline has come. Done once a second by itself, once there is a stream.
  void EndOverdue();

 private:
  struct Entry {
    std::shared_ptr<Stream> stream;
    absl::Time deadline;
    absl::Status overdue;
  };

  void Watch();

  const size_t most_;
  const Clock& clock_;
  absl::Mutex mutex_;
  absl::CondVar stop_;
  absl::flat_hash_map<const Stream*, Entry> open_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread watch_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_OPEN_STREAMS_H_
