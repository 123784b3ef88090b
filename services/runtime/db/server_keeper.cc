#include "services/runtime/db/server_keeper.h"

#include <chrono>
#include <csignal>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "services/runtime/log/log.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::db {
namespace {

constexpr std::chrono::seconds kPatience(30);
// One that ends sooner than this is likely to end again: the next start waits a little.
constexpr absl::Duration kSteady = absl::Seconds(2);
constexpr std::chrono::milliseconds kRestartPause(500);

}  // namespace

ServerKeeper::ServerKeeper(ChildOptions child)
    : child_(std::move(child)), thread_(&ServerKeeper::Keep, this) {}

ServerKeeper::~ServerKeeper() {
  {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
    Signal(SIGTERM);
    if (!changed_.wait_for(lock, kPatience, [this] { return finished_; })) Signal(SIGKILL);
  }
  thread_.join();
}

bool ServerKeeper::EndedWithin(absl::Duration pause) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, absl::ToChronoMilliseconds(pause), [this] { return ended_; });
}

void ServerKeeper::Keep() {
  while (true) {
    const absl::Duration lived = RunOnce();
    std::unique_lock lock(mutex_);
    const auto pause = lived < kSteady ? kRestartPause : std::chrono::milliseconds::zero();
    if (changed_.wait_for(lock, pause, [this] { return stopping_; })) {
      finished_ = true;
      changed_.notify_all();
      return;
    }
    log::Warning("database-server-restarted", {{"lived_seconds", absl::ToDoubleSeconds(lived)}});
  }
}

absl::Duration ServerKeeper::RunOnce() {
  const absl::Time begin = absl::Now();
  if (StartUnlessStopping()) AwaitEnd(pid_);
  const std::lock_guard lock(mutex_);
  if (pid_ != 0) Reap(pid_);
  pid_ = 0;
  ended_ = true;
  changed_.notify_all();
  return absl::Now() - begin;
}

bool ServerKeeper::StartUnlessStopping() {
  const std::lock_guard lock(mutex_);
  if (stopping_) return false;
  const absl::StatusOr<pid_t> started = StartChild(child_);
  if (started.ok()) {
    pid_ = *started;
  } else {
    log::Error("database-server-not-started", {{"reason", StdView(started.status().message())}});
  }
  return started.ok();
}

void ServerKeeper::Signal(int signal) {
  if (pid_ != 0) kill(pid_, signal);
}

}  // namespace boulevard::runtime::db
