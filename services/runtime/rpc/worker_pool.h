#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_WORKER_POOL_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_WORKER_POOL_H_

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include <prometheus/gauge.h>

#include "absl/functional/any_invocable.h"

namespace boulevard::runtime::rpc {

// A fixed number of threads behind a bounded queue, first come first served. Thread-safe.
class WorkerPool {
 public:
  using Task = absl::AnyInvocable<void()>;

  // `queue` tasks may wait beside those that run; `length` shows how many do.
  WorkerPool(int workers, int queue, prometheus::Gauge& length);
  // Runs what was taken, then joins.
  ~WorkerPool();

  // Takes the task; or gives false, and leaves it as it is, when the queue is full.
  bool Offer(Task& task);

 private:
  void Work();

  const size_t most_taken_;
  prometheus::Gauge& length_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> waiting_;
  size_t running_ = 0;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_WORKER_POOL_H_
