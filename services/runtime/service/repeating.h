#ifndef BOULEVARD_SERVICES_RUNTIME_SERVICE_REPEATING_H_
#define BOULEVARD_SERVICES_RUNTIME_SERVICE_REPEATING_H_

#include <functional>
#include <thread>

#include "absl/synchronization/notification.h"
#include "absl/time/time.h"

namespace boulevard::runtime::service {

// Work that a program does by itself, again and again, on a thread of its own. The work gives the pause until
// the next time.
class Repeating {
 public:
  explicit Repeating(std::function<absl::Duration()> work);
  // Waits for the work under way.
  ~Repeating();

 private:
  absl::Notification stop_;
  std::thread thread_;
};

}  // namespace boulevard::runtime::service

#endif  // BOULEVARD_SERVICES_RUNTIME_SERVICE_REPEATING_H_
