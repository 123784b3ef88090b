#include "services/runtime/service/repeating.h"

#include <utility>

namespace boulevard::runtime::service {

Repeating::Repeating(std::function<absl::Duration()> work)
    : thread_([this, work = std::move(work)] {
        while (!stop_.WaitForNotificationWithTimeout(work())) {
        }
      }) {}

Repeating::~Repeating() {
  stop_.Notify();
  thread_.join();
}

}  // namespace boulevard::runtime::service
