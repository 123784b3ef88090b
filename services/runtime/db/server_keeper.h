#ifndef BOULEVARD_SERVICES_RUNTIME_DB_SERVER_KEEPER_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_SERVER_KEEPER_H_

#include <sys/types.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

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
  bool StartUnlessStopping();
  // With the mutex held.
  void Signal(int signal);

  const ChildOptions child_;
  std::mutex mutex_;  // over the flags
  std::condition_variable changed_;
  bool stopping_ = false;
  bool finished_ = false;
  bool ended_ = false;
  // Changes under the mutex alone, so that no signal goes to a pid that was reaped.
  std::atomic<pid_t> pid_ = 0;
  std::thread thread_;
};

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_SERVER_KEEPER_H_
