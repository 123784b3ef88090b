#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_WORKER_POOL_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_WORKER_POOL_H_

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include <prometheus/gauge.h>

#include "absl/functional/any_invocable.h"
#include "absl/time/time.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime::rpc {

// A fixed number of threads behind a bounded queue, first come first served. Thread-safe.
//
// A long wait helps nobody: who asked is about to give up, and everyone behind waits as well. So tasks that
// have waited for four seconds are turned away, and the others are done in good time.
class WorkerPool {
 public:
  enum class Turn {
    kRun,
    kTooLate,  // it waited too long: only to be answered, at once
  };
  using Task = absl::AnyInvocable<void(Turn)>;

  // More than it takes to find out that what all workers wait for is away: to say that is the better answer.
  static constexpr absl::Duration kLongestWait = absl::Seconds(4);

  // `queue` tasks may wait beside those that run; `length` shows how many do.
  WorkerPool(int workers, int queue, const Clock& clock, prometheus::Gauge& length);
  // Runs what was taken, then joins.
  ~WorkerPool();

  // Takes the task; or gives false, and leaves it as it is, when the queue is full. Turns away others that
  // have waited too long.
  bool Offer(Task& task);
  // Whether Offer would give false now.
  bool Full();

 private:
  struct Waiting {
    Task task;
    absl::Time since;
  };

  void Work();
  // With the mutex held.
  bool HasRoom() const { return waiting_.size() + running_ < most_taken_; }
  bool FirstIsTooLate(absl::Time now) const;
  std::vector<Task> TakeTooLate();
  Task TakeFirst();

  const size_t most_taken_;
  const Clock& clock_;
  prometheus::Gauge& length_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting> waiting_;
  size_t running_ = 0;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_WORKER_POOL_H_
