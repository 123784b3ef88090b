#ifndef BOULEVARD_SERVICES_RUNTIME_LOG_TALLY_H_
#define BOULEVARD_SERVICES_RUNTIME_LOG_TALLY_H_

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>

namespace boulevard::runtime::log {

// Counts what may come by the ten thousand a second, such as refusals under overload, and logs no more than
// one line a second: the event and the number since the last. Thread-safe.
class Tally {
 public:
  explicit Tally(std::string event) : event_(std::move(event)) {}
  // Logs what it still has.
  ~Tally();

  void Count();

 private:
  void Report();

  const std::string event_;
  std::atomic<int64_t> number_ = 0;
  std::atomic<int64_t> reported_second_ = 0;
};

}  // namespace boulevard::runtime::log

#endif  // BOULEVARD_SERVICES_RUNTIME_LOG_TALLY_H_
