// More calls than there are workers and seats.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>

#include "absl/time/clock.h"
#include "tests/faults/fault_tools.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

using ::testing::AnyOf;
using ::testing::Each;

constexpr int kFewWorkers = 2;
constexpr int kQueue = 64;  // of runtime::rpc::DispatcherOptions

class OverloadFaults : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    site_ =
        std::make_unique<Site>(SiteOptions{.shape = Shape::kSplit, .replicas = 1, .workers = kFewWorkers});
  }
  static void TearDownTestSuite() { site_.reset(); }

  static Site& site() { return *site_; }
  static std::string metrics() { return site().replica(0).endpoints().metrics; }
  static double Waiting() { return MetricOf(metrics(), "boulevard_rpc_queue_length"); }

  Scene scene_{site()};

 private:
  static inline std::unique_ptr<Site> site_;
};

// All workers wait for a lock, so nothing moves until it is released.
TEST_F(OverloadFaults, AFullQueueRefusesAtOnceAndThenGoesOn) {
  const std::string unit = scene_.NewUnit();
  RowLock lock(site().database_url(), LockOfUnit(unit));
  std::vector<Timed> held;
  std::thread holders([&] {
    held = AtOnce(kFewWorkers + kQueue,
                  [&](int) { return scene_.Provider().Post("/v1/places", PlaceBody(unit, "waits")); });
  });
  ASSERT_TRUE(Eventually(kPatience, [] { return Waiting() >= kQueue; }));

  const Timed refused = Time([&] { return scene_.Provider().Get("/v1/places"); });
  EXPECT_LT(refused.taken, kFast);
  if (refused.answer.status() != 429) {
    // It took the seat of one that had waited too long.
    EXPECT_EQ(refused.answer.status(), 504) << refused.answer;
  } else {
    EXPECT_NE(refused.answer.http.Header("retry-after"), "");
    EXPECT_EQ(refused.answer.Text("title"), "Too Many Requests");
  }
  lock.Release();
  holders.join();

  const std::vector<int> statuses = StatusesOf(held);
  EXPECT_THAT(statuses, Each(AnyOf(201, 503))) << "503: waited too long for a worker";
  const auto done = std::count(statuses.begin(), statuses.end(), 201);
  EXPECT_GE(done, kFewWorkers) << "those that had begun, at least";
  EXPECT_EQ(PlacesNamed(scene_, unit, "waits"), done) << "what was refused is not done, what was done is";
  EXPECT_EQ(Waiting(), 0);
}

// Five times as many callers as there is room for, all at once and again and again.
TEST_F(OverloadFaults, WhatIsTakenIsAnsweredWhileTheRestIsRefused) {
  constexpr int kCallers = 5 * (kFewWorkers + kQueue);
  std::mutex mutex;
  int answered = 0, refused = 0, other = 0;
  absl::Duration longest;
  const absl::Time end = absl::Now() + absl::Seconds(3);
  AtOnce(kCallers, [&](int) {
    ApiClient provider = scene_.Provider();
    Timed timed;
    while (absl::Now() < end) {
      timed = Time([&] { return provider.Get("/v1/places"); });
      const std::lock_guard lock(mutex);
      ++(timed.answer.status() == 200 ? answered : timed.answer.status() == 429 ? refused : other);
      longest = std::max(longest, timed.taken);
    }
    return timed.answer;
  });
  EXPECT_GT(answered, 300);
  EXPECT_GT(refused, 0);
  EXPECT_EQ(other, 0);
  EXPECT_LT(longest, kDeadline / 2) << "nobody waits for nothing";
  EXPECT_TRUE(scene_.Provider().Get("/v1/places").Ok());
}

}  // namespace
}  // namespace boulevard::tests
