#include "tests/support/placements/at_once.h"

#include <algorithm>
#include <latch>
#include <thread>

namespace boulevard::tests {

std::vector<absl::Status> AtOnce(const std::vector<std::function<absl::Status()>>& works) {
  std::vector<absl::Status> results(works.size());
  std::latch ready(static_cast<std::ptrdiff_t>(works.size()));
  std::vector<std::thread> threads;
  for (size_t i = 0; i < works.size(); ++i) {
    threads.emplace_back([&, i] {
      ready.arrive_and_wait();
      results[i] = works[i]();
    });
  }
  for (std::thread& thread : threads) thread.join();
  return results;
}

int CountOf(const std::vector<absl::Status>& results, absl::StatusCode code) {
  return static_cast<int>(std::count_if(results.begin(), results.end(),
                                        [&](const absl::Status& status) { return status.code() == code; }));
}

}  // namespace boulevard::tests
