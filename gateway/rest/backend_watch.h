#ifndef BOULEVARD_GATEWAY_REST_BACKEND_WATCH_H_
#define BOULEVARD_GATEWAY_REST_BACKEND_WATCH_H_

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"

namespace boulevard::gateway::rest {

struct WatchedBackend {
  std::string name;  // as people call it: "placements"
  // Asks it whether it serves, by the deadline.
  std::function<absl::Status(absl::Time deadline)> check;
};

// Asks the backends for their health, again and again, on a thread of its own, so that readiness is answered
// from memory. Thread-safe.
class BackendWatch {
 public:
  // `changed` is called on the watch's thread with each new answer of Ready.
  BackendWatch(std::vector<WatchedBackend> backends, absl::Duration every, std::function<void(bool)> changed);
  // Waits for the check under way.
  ~BackendWatch();

  // OK when all backends served when last asked; UNAVAILABLE names those that did not, and before the first
  // round is over.
  absl::Status Ready() const;
  // Not ready any more, whatever the backends say: the program is stopping.
  void Drain();

 private:
  void Run();
  absl::Status Ask() const;
  void Set(absl::Status status);

  const std::vector<WatchedBackend> backends_;
  const absl::Duration every_;
  const std::function<void(bool)> changed_;
  mutable absl::Mutex mutex_;
  absl::Status ready_ ABSL_GUARDED_BY(mutex_) = absl::UnavailableError("the services have not answered yet");
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Notification stop_;
  std::thread thread_;
};

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_BACKEND_WATCH_H_
