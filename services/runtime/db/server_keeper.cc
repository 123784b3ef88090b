#include "services/runtime/db/server_keeper.h"

#include <csignal>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "services/runtime/log/log.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::db {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(30);
// One that ends sooner than this is likely to end again: the next start waits a little.
constexpr absl::Duration kSteady = absl::Seconds(2);
constexpr absl::Duration kPause = absl::Milliseconds(500);

}  // namespace

ServerKeeper::ServerKeeper(ChildOptions child)
    : child_(std::move(child)), thread_(&ServerKeeper::Keep, this) {}

ServerKeeper::~ServerKeeper() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
    Signal(SIGTERM);
    const absl::Condition finished(this, &ServerKeeper::Finished);
    if (!mutex_.AwaitWithTimeout(finished, kPatience)) Signal(SIGKILL);
  }
  thread_.join();
}

bool ServerKeeper::EndedWithin(absl::Duration pause) {
  absl::MutexLock lock(&mutex_);
  return mutex_.AwaitWithTimeout(absl::Condition(this, &ServerKeeper::Ended), pause);
}

void ServerKeeper::Keep() {
  while (true) {
    const absl::Duration lived = RunOnce();
    absl::MutexLock lock(&mutex_);
    const absl::Duration pause = lived < kSteady ? kPause : absl::ZeroDuration();
    if (mutex_.AwaitWithTimeout(absl::Condition(this, &ServerKeeper::Stopping), pause)) {
      finished_ = true;
      return;
    }
    log::Warning("database-server-restarted", {{"lived_seconds", absl::ToDoubleSeconds(lived)}});
  }
}

absl::Duration ServerKeeper::RunOnce() {
  const absl::Time begin = absl::Now();
  {
    absl::MutexLock lock(&mutex_);
    if (stopping_) return absl::ZeroDuration();
    const absl::StatusOr<pid_t> started = StartChild(child_);
    if (!started.ok()) {
      log::Error("database-server-not-started", {{"reason", StdView(started.status().message())}});
      ++ends_;
      return absl::ZeroDuration();
    }
    pid_ = *started;
  }
  AwaitEnd(pid_);
  absl::MutexLock lock(&mutex_);
  Reap(pid_);
  pid_ = 0;
  ++ends_;
  return absl::Now() - begin;
}

void ServerKeeper::Signal(int signal) {
  if (pid_ != 0) kill(pid_, signal);
}

}  // namespace boulevard::runtime::db
