#include "gateway/rest/backend_watch.h"

#include <gtest/gtest.h>

#include <atomic>

namespace boulevard::gateway::rest {
namespace {

// Waits until the watch has seen `wanted`.
class Seen {
 public:
  void Set(bool ready) {
    absl::MutexLock lock(&mutex_);
    ready_ = ready ? 1 : 0;
  }
  void Await(bool wanted) {
    absl::MutexLock lock(&mutex_);
    const int number = wanted ? 1 : 0;
    const auto reached = [this, number] { return ready_ == number; };
    mutex_.Await(absl::Condition(&reached));
  }

 private:
  absl::Mutex mutex_;
  int ready_ = -1;
};

TEST(BackendWatchTest, FollowsTheBackends) {
  std::atomic<bool> serving = false;
  Seen seen;
  BackendWatch watch(
      {{"guidance", [](absl::Time) { return absl::OkStatus(); }},
       {"placements",
        [&](absl::Time) { return serving ? absl::OkStatus() : absl::UnavailableError("gone"); }}},
      absl::Milliseconds(1), [&](bool ready) { seen.Set(ready); });
  seen.Await(false);
  EXPECT_EQ(watch.Ready().message(), "not serving: placements");
  serving = true;
  seen.Await(true);
  EXPECT_TRUE(watch.Ready().ok());
  serving = false;
  seen.Await(false);
  EXPECT_FALSE(watch.Ready().ok());
}

TEST(BackendWatchTest, IsNotReadyOnceItDrains) {
  Seen seen;
  BackendWatch watch({{"placements", [](absl::Time) { return absl::OkStatus(); }}}, absl::Milliseconds(1),
                     [&](bool ready) { seen.Set(ready); });
  seen.Await(true);
  watch.Drain();
  EXPECT_EQ(watch.Ready().message(), "stopping");
}

}  // namespace
}  // namespace boulevard::gateway::rest
