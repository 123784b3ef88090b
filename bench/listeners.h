#ifndef BOULEVARD_BENCH_LISTENERS_H_
#define BOULEVARD_BENCH_LISTENERS_H_

#include <atomic>
#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "tests/support/http/http_client.h"

namespace boulevard::bench {

// Listeners to a stream of events about places, all in one thread. A change is known by its rent, which no
// other has.
class Listeners {
 public:
  // Opens the streams. Ends the program when one is refused.
  Listeners(const std::string& address, const std::string& target, const std::string& token, int count);
  // Leaves them.
  ~Listeners();

  // Until they have taken what there was when they came.
  void AwaitSilence() const;

  // The change of that number, from 0 on, begins now; it sets the rent to kFirstRent + number.
  void Begin(int number) { began_[static_cast<size_t>(number)] = absl::Now(); }
  static constexpr int kFirstRent = 1'000;
  static constexpr int kMostChanges = 900'000;

  // Of each change to each listener that heard of it. After the listeners were stopped.
  std::vector<float> Stop();
  size_t heard() const { return heard_; }

 private:
  void Run();
  void Hear(size_t listener);

  std::vector<std::unique_ptr<tests::HttpClient>> clients_;
  std::vector<std::string> rest_;  // of each: what may be the beginning of a rent
  std::vector<std::atomic<absl::Time>> began_;
  std::vector<float> latencies_ms_;
  std::atomic<size_t> heard_ = 0;
  std::atomic<size_t> reads_ = 0;
  std::atomic<bool> stop_ = false;
  int epoll_;
  std::thread thread_;
};

}  // namespace boulevard::bench

#endif  // BOULEVARD_BENCH_LISTENERS_H_
