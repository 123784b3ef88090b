#include "services/placements/service/repeating.h"

#include <utility>

namespace boulevard::placements {

Repeating::Repeating(std::function<absl::Duration()> work)
    : thread_([this, work = std::move(work)] {
        while (!stop_.WaitForNotificationWithTimeout(work())) {
        }
      }) {}

Repeating::~Repeating() {
  stop_.Notify();
  thread_.join();
}

}  // namespace boulevard::placements
