#ifndef BOULEVARD_SERVICES_RUNTIME_DB_SERVER_KEEPER_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_SERVER_KEEPER_H_

#include <sys/types.h>

#include <atomic>
#include <thread>

#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/runtime/db/child_process.h"

namespace boulevard::runtime::db {

// Keeps one child process running: starts it, and starts it again when it ends by itself. A thread of its own
// does both, because the child is tied to the life of the thread that started it.
class ServerKeeper {
 public:
  explicit ServerKeeper(ChildOptions child);
  // Sends SIGTERM and waits for the end; SIGKILL after half a minute.
  ~ServerKeeper();
  ServerKeeper(const ServerKeeper&) = delete;
  ServerKeeper& operator=(const ServerKeeper&) = delete;

  // Zero while none runs.
  pid_t pid() const { return pid_; }
  // Waits `pause`, but no longer than until the child has ended at least once. Gives whether it has.
  bool EndedWithin(absl::Duration pause);

 private:
  void Keep();
  // Gives how long the child lived.
  absl::Duration RunOnce();
  bool Stopping() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return stopping_; }
  bool Finished() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return finished_; }
  bool Ended() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return ends_ > 0; }
  void Signal(int signal) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const ChildOptions child_;
  absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  int ends_ ABSL_GUARDED_BY(mutex_) = 0;
  // Changes under the mutex alone, so that no signal goes to a pid that was reaped.
  std::atomic<pid_t> pid_ = 0;
  std::thread thread_;
};

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_SERVER_KEEPER_H_
