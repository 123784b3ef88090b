#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_ABANDONED_CALLS_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_ABANDONED_CALLS_H_

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include <grpcpp/client_context.h>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"

namespace boulevard::runtime::rpc {

// Cancels calls to a service whose own caller has gone, so that the service does not begin what nobody waits
// for, and calls that have no hope to get there. It looks a few times a second, on a thread of its own that
// sleeps while there is no call. Thread-safe.
class AbandonedCalls {
 public:
  AbandonedCalls();
  ~AbandonedCalls();
  AbandonedCalls(const AbandonedCalls&) = delete;
  AbandonedCalls& operator=(const AbandonedCalls&) = delete;

  // From before the call has started until Forget, which comes before its context goes.
  // `hopeless` may be null.
  void Watch(grpc::ClientContext& call, std::shared_ptr<std::atomic<bool>> caller_gone,
             std::function<bool()> hopeless = nullptr);
  void Forget(grpc::ClientContext& call);

 private:
  struct Watched {
    std::shared_ptr<std::atomic<bool>> caller_gone;
    std::function<bool()> hopeless;
  };

  void Run();

  absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  absl::flat_hash_map<grpc::ClientContext*, Watched> calls_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_ABANDONED_CALLS_H_
