#include "services/runtime/rpc/worker_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/synchronization/notification.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::runtime::rpc {
namespace {

using Turn = WorkerPool::Turn;
using ::testing::ElementsAre;

// One worker, which is busy until it is released, and two seats to wait on.
class WorkerPoolTest : public ::testing::Test {
 protected:
  WorkerPoolTest() {
    absl::Notification busy;
    WorkerPool::Task task = [&](Turn) {
      busy.Notify();
      released_.WaitForNotification();
    };
    EXPECT_TRUE(pool_->Offer(task));
    busy.WaitForNotification();
  }
  ~WorkerPoolTest() override { Finish(); }

  bool Offer(const std::string& name) {
    WorkerPool::Task task = [this, name](Turn turn) {
      done_.push_back(name + (turn == Turn::kRun ? " ran" : " was too late"));
      if (done_.size() == 2) both_done_.Notify();
    };
    return pool_->Offer(task);
  }

  // What became of the tasks, in order.
  std::vector<std::string> Finish() {
    if (!released_.HasBeenNotified()) released_.Notify();
    pool_.reset();
    return done_;
  }

  FakeClock clock_{absl::UnixEpoch()};
  Registry metrics_;
  absl::Notification released_;
  absl::Notification both_done_;
  // One at a time writes it: the worker while it is free, the test while it is not.
  std::vector<std::string> done_;
  std::unique_ptr<WorkerPool> pool_ =
      std::make_unique<WorkerPool>(1, 2, clock_, metrics_.Gauge("waiting", "waiting"));
};

TEST_F(WorkerPoolTest, RefusesWhatFindsNoSeat) {
  EXPECT_FALSE(pool_->Full());
  EXPECT_TRUE(Offer("a"));
  EXPECT_TRUE(Offer("b"));
  EXPECT_TRUE(pool_->Full());
  EXPECT_FALSE(Offer("c"));
  EXPECT_THAT(Finish(), ElementsAre("a ran", "b ran"));
}

TEST_F(WorkerPoolTest, LetsThemWaitForAWhile) {
  EXPECT_TRUE(Offer("a"));
  clock_.Advance(WorkerPool::kLongestWait - absl::Milliseconds(1));
  EXPECT_TRUE(Offer("b"));
  EXPECT_FALSE(Offer("c"));
  EXPECT_THAT(Finish(), ElementsAre("a ran", "b ran"));
}

TEST_F(WorkerPoolTest, TurnsAwayWhoHasWaitedTooLong) {
  EXPECT_TRUE(Offer("a"));
  clock_.Advance(WorkerPool::kLongestWait);
  EXPECT_TRUE(Offer("b"));
  EXPECT_FALSE(pool_->Full()) << "who comes now takes the seat of one that is too late";
  EXPECT_TRUE(Offer("c"));
  EXPECT_THAT(done_, ElementsAre("a was too late"));
  EXPECT_THAT(Finish(), ElementsAre("a was too late", "b ran", "c ran"));
}

TEST_F(WorkerPoolTest, AWorkerTurnsAwayTheLateToo) {
  EXPECT_TRUE(Offer("a"));
  EXPECT_TRUE(Offer("b"));
  clock_.Advance(WorkerPool::kLongestWait);
  released_.Notify();
  both_done_.WaitForNotification();
  EXPECT_THAT(Finish(), ElementsAre("a was too late", "b was too late"));
}

}  // namespace
}  // namespace boulevard::runtime::rpc
