#include "services/runtime/rpc/worker_pool.h"

#include <unistd.h>

#include <utility>

namespace boulevard::runtime::rpc {
namespace {

// Below the threads that read, refuse and write: those have little to do for each request, and it is they who
// must not fall behind when there is too much work.
constexpr int kWorkersNiceness = 5;

}  // namespace

WorkerPool::WorkerPool(int workers, int queue, const Clock& clock, prometheus::Gauge& length)
    : most_taken_(static_cast<size_t>(workers + queue)), clock_(clock), length_(length) {
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
  std::vector<Task> too_late;
  bool taken = false;
  {
    const std::lock_guard lock(mutex_);
    too_late = TakeTooLate();
    // A task on its way to an idle worker does not wait: count against both together.
    taken = HasRoom();
    if (taken) {
      waiting_.push_back({std::move(task), clock_.Now()});
      length_.Set(static_cast<double>(waiting_.size()));
    }
  }
  if (taken) changed_.notify_one();
  for (Task& late : too_late) late(Turn::kTooLate);
  return taken;
}

bool WorkerPool::Full() {
  const std::lock_guard lock(mutex_);
  return !HasRoom() && !FirstIsTooLate(clock_.Now());
}

bool WorkerPool::FirstIsTooLate(absl::Time now) const {
  return !closing_ && !waiting_.empty() && now - waiting_.front().since >= kLongestWait;
}

std::vector<WorkerPool::Task> WorkerPool::TakeTooLate() {
  std::vector<Task> too_late;
  const absl::Time now = clock_.Now();
  while (FirstIsTooLate(now)) too_late.push_back(TakeFirst());
  return too_late;
}

WorkerPool::Task WorkerPool::TakeFirst() {
  Task first = std::move(waiting_.front().task);
  waiting_.pop_front();
  length_.Set(static_cast<double>(waiting_.size()));
  return first;
}

void WorkerPool::Work() {
  // On Linux this is of the thread alone.
  (void)!nice(kWorkersNiceness);
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const Turn turn = FirstIsTooLate(clock_.Now()) ? Turn::kTooLate : Turn::kRun;
    Task task = TakeFirst();
    ++running_;
    lock.unlock();
    task(turn);
    task = nullptr;
    lock.lock();
    --running_;
  }
}

}  // namespace boulevard::runtime::rpc
