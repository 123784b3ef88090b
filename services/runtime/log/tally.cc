#include "services/runtime/log/tally.h"

#include "absl/time/clock.h"
#include "services/runtime/log/log.h"

namespace boulevard::runtime::log {

Tally::~Tally() {
  Report();
}

void Tally::Count() {
  number_.fetch_add(1, std::memory_order_relaxed);
  const int64_t second = absl::ToUnixSeconds(absl::Now());
  int64_t reported = reported_second_.load(std::memory_order_relaxed);
  if (second != reported && reported_second_.compare_exchange_strong(reported, second)) Report();
}

void Tally::Report() {
  const int64_t number = number_.exchange(0, std::memory_order_relaxed);
  if (number > 0) Warning(event_, {{"number", number}});
}

}  // namespace boulevard::runtime::log
