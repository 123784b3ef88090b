#include "services/runtime/rpc/worker_pool.h"

#include <utility>

namespace boulevard::runtime::rpc {

WorkerPool::WorkerPool(int workers, int queue, prometheus::Gauge& length)
    : most_taken_(static_cast<size_t>(workers + queue)), length_(length) {
  threads_.reserve(static_cast<size_t>(workers));
  for (int i = 0; i < workers; ++i) threads_.emplace_back([this] { Work(); });
}

WorkerPool::~WorkerPool() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::Offer(Task& task) {
  {
    const std::lock_guard lock(mutex_);
    // A task on its way to an idle worker does not wait: count against both together.
    if (waiting_.size() + running_ >= most_taken_) return false;
    waiting_.push_back(std::move(task));
    length_.Set(static_cast<double>(waiting_.size()));
  }
  changed_.notify_one();
  return true;
}

void WorkerPool::Work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    Task task = std::move(waiting_.front());
    waiting_.pop_front();
    length_.Set(static_cast<double>(waiting_.size()));
    ++running_;
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
    --running_;
  }
}

}  // namespace boulevard::runtime::rpc
