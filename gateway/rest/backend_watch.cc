#include "gateway/rest/backend_watch.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "services/runtime/log/log.h"

namespace boulevard::gateway::rest {
namespace {

// Whoever has too much to do may well take a second, and is none the less there.
constexpr absl::Duration kPatience = absl::Seconds(2);
// One that is back is used again soon.
constexpr int kWhileAway = 5;

}  // namespace

BackendWatch::BackendWatch(std::vector<WatchedBackend> backends, absl::Duration every,
                           std::function<void(bool)> changed)
    : backends_(std::move(backends)),
      every_(every),
      changed_(std::move(changed)),
      thread_([this] { Run(); }) {}

BackendWatch::~BackendWatch() {
  stop_.Notify();
  thread_.join();
}

absl::Status BackendWatch::Ready() const {
  absl::MutexLock lock(&mutex_);
  return ready_;
}

void BackendWatch::Drain() {
  absl::MutexLock lock(&mutex_);
  draining_ = true;
  ready_ = absl::UnavailableError("stopping");
}

void BackendWatch::Run() {
  do {
    Set(Ask());
  } while (!stop_.WaitForNotificationWithTimeout(Ready().ok() ? every_ : every_ / kWhileAway));
}

absl::Status BackendWatch::Ask() const {
  const absl::Time deadline = absl::Now() + kPatience;
  std::vector<std::string> missing;
  for (const WatchedBackend& backend : backends_) {
    if (!backend.check(deadline).ok()) missing.push_back(backend.name);
  }
  if (missing.empty()) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("not serving: ", absl::StrJoin(missing, ", ")));
}

void BackendWatch::Set(absl::Status status) {
  {
    absl::MutexLock lock(&mutex_);
    if (draining_ || status == ready_) return;
    ready_ = status;
  }
  if (status.ok()) {
    runtime::log::Info("backends ready");
  } else {
    const std::string reason(status.message());
    runtime::log::Warning("backends not ready", {{"reason", std::string_view(reason)}});
  }
  changed_(status.ok());
}

}  // namespace boulevard::gateway::rest
