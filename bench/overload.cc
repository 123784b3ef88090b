#include "bench/overload.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>

#include "absl/time/clock.h"

namespace boulevard::bench {
namespace {

// The connections and which of them are free.
class Connections {
 public:
  Connections(const std::string& address, int number) : epoll_(epoll_create1(0)) {
    for (int i = 0; i < number; ++i) {
      all_.push_back(std::make_unique<HttpConnection>(address, Transport::kPlain, epoll_, i));
      free_.push_back(i);
    }
  }
  ~Connections() { close(epoll_); }
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  bool AllFree() const { return free_.size() == all_.size(); }

  // False when none is free.
  bool Send(const NextRequest& next) {
    if (free_.empty()) return false;
    const int number = free_.back();
    free_.pop_back();
    all_[static_cast<size_t>(number)]->Send(next(number));
    return true;
  }

  // Waits a millisecond at most for what comes back.
  void Receive(Overload& overload) {
    std::array<epoll_event, 512> ready;
    const int count = epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), 1);
    for (int i = 0; i < count; ++i) {
      const auto number = static_cast<int>(ready[static_cast<size_t>(i)].data.u32);
      HttpConnection& connection = *all_[static_cast<size_t>(number)];
      const int status = connection.Receive();
      if (status == 0) continue;
      free_.push_back(number);
      Note(status, connection.MillisecondsSinceSent(), overload);
    }
  }

 private:
  static void Note(int status, float milliseconds, Overload& overload) {
    if (status == 200) {
      ++overload.answered.done;
      overload.answered.latencies_ms.push_back(milliseconds);
    } else if (status == 429 || status == 503) {
      overload.refused_ms.push_back(milliseconds);
    } else {
      ++overload.other;
    }
  }

  const int epoll_;
  std::vector<std::unique_ptr<HttpConnection>> all_;
  std::vector<int> free_;
};

}  // namespace

Overload OverloadHttp(const std::string& address, int connections, double rate, absl::Duration duration,
                      const NextRequest& next) {
  Connections all(address, connections);
  Overload overload;
  const absl::Time start = absl::Now();
  int64_t due = 0;
  for (absl::Duration passed; passed < duration; passed = absl::Now() - start) {
    const auto by_now = static_cast<int64_t>(rate * absl::ToDoubleSeconds(passed));
    for (; due < by_now; ++due) overload.sent += all.Send(next);
    all.Receive(overload);
  }
  while (!all.AllFree()) all.Receive(overload);
  overload.answered.duration = absl::Now() - start;
  return overload;
}

}  // namespace boulevard::bench
