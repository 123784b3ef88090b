#include "services/runtime/access/key_refresher.h"

#include <atomic>
#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "services/runtime/log/log.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::access {

class KeyRefresher::Impl {
 public:
  Impl(Read read, const RefreshRules& rules, const Clock& clock, Registry& metrics)
      : read_(std::move(read)),
        clock_(clock),
        succeeded_(Refreshes(metrics, "ok")),
        failed_(Refreshes(metrics, "failed")),
        trusted_(metrics.Gauge("boulevard_token_keys", "Keys of the token issuer that are trusted.")),
        keys_(std::make_shared<IssuerKeys>([this] { UnknownKeySeen(); })),
        schedule_(rules, clock.Now()),
        thread_([this] { Run(); }) {}

  void Stop() {
    stop_ = true;
    {
      absl::MutexLock lock(&mutex_);
      wake_ = true;
    }
    thread_.join();
  }

  std::shared_ptr<const IssuerKeys> keys() const { return keys_; }

  absl::Status Ready() const {
    absl::MutexLock lock(&mutex_);
    if (schedule_.Trusted(clock_.Now())) return absl::OkStatus();
    return absl::UnavailableError("the keys of the token issuer are not known");
  }

  double AgeSeconds() const {
    absl::MutexLock lock(&mutex_);
    const absl::Time since = schedule_.last_success().value_or(began_);
    return absl::ToDoubleSeconds(clock_.Now() - since);
  }

 private:
  static prometheus::Counter& Refreshes(Registry& metrics, const std::string& result) {
    return metrics.Counter("boulevard_token_key_refreshes_total",
                           "Times that the keys of the token issuer were read, by result.",
                           {{"result", result}});
  }

  void UnknownKeySeen() {
    absl::MutexLock lock(&mutex_);
    const absl::Time before = schedule_.next();
    schedule_.UnknownKeySeen(clock_.Now());
    wake_ = wake_ || schedule_.next() != before;
  }

  void Run() {
    while (AwaitNext()) Refresh();
  }

  // False when there is none.
  bool AwaitNext() {
    absl::MutexLock lock(&mutex_);
    while (!stop_ && clock_.Now() < schedule_.next()) {
      wake_ = false;
      mutex_.AwaitWithTimeout(absl::Condition(&wake_), schedule_.next() - clock_.Now());
    }
    return !stop_;
  }

  void Refresh() {
    absl::StatusOr<KeysRead> read = read_(stop_);
    if (stop_) return;
    const absl::Time now = clock_.Now();
    read.ok() ? Take(*std::move(read), now) : Report(read.status(), now);
  }

  void Take(KeysRead read, absl::Time now) {
    const auto number = static_cast<int64_t>(read.keys.size());
    const IssuerKeys::Change change = keys_->Replace(std::move(read.keys));
    succeeded_.Increment();
    trusted_.Set(static_cast<double>(number));
    if (change.added > 0 || change.withdrawn > 0) {
      log::Info(
          "token keys changed",
          {{"keys", number}, {"added", int64_t{change.added}}, {"withdrawn", int64_t{change.withdrawn}}});
    }
    absl::MutexLock lock(&mutex_);
    schedule_.Succeeded(now, read.fresh_for);
  }

  void Report(const absl::Status& status, absl::Time now) {
    failed_.Increment();
    bool trusted = false;
    {
      absl::MutexLock lock(&mutex_);
      schedule_.Failed(now);
      trusted = schedule_.Trusted(now);
    }
    log::Warning("token keys not read",
                 {{"reason", StdView(status.message())}, {"old_keys_trusted", trusted}});
    if (trusted) return;
    trusted_.Set(0);
    keys_->Replace({});
  }

  const Read read_;
  const Clock& clock_;
  const absl::Time began_ = clock_.Now();
  prometheus::Counter& succeeded_;
  prometheus::Counter& failed_;
  prometheus::Gauge& trusted_;
  const std::shared_ptr<IssuerKeys> keys_;
  std::atomic<bool> stop_ = false;
  mutable absl::Mutex mutex_;
  RefreshSchedule schedule_ ABSL_GUARDED_BY(mutex_);
  bool wake_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;  // last: it uses all the others
};

KeyRefresher::KeyRefresher(Read read, const RefreshRules& rules, const Clock& clock, Registry& metrics)
    : impl_(std::make_shared<Impl>(std::move(read), rules, clock, metrics)) {
  prometheus::Gauge& age = metrics.Gauge("boulevard_token_keys_age_seconds",
                                         "Time since the keys of the token issuer were last read.");
  metrics.OnScrape([&age, impl = impl_] { age.Set(impl->AgeSeconds()); });
}

KeyRefresher::~KeyRefresher() {
  impl_->Stop();
}

std::shared_ptr<const IssuerKeys> KeyRefresher::keys() const {
  return impl_->keys();
}

absl::Status KeyRefresher::Ready() const {
  return impl_->Ready();
}

}  // namespace boulevard::runtime::access
