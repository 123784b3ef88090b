#include "services/runtime/service/frame.h"

#include <utility>

#include "absl/time/clock.h"
#include "services/runtime/service/log_failure.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::service {
namespace {

constexpr absl::Duration kMigrationTime = absl::Minutes(5);
// Beside those of the workers and of the service's own work: for what is forgotten.
constexpr int kForgettingConnections = 1;
constexpr absl::Duration kProbeEvery = absl::Milliseconds(500);
// A database that is back is used again at once.
constexpr absl::Duration kProbeWhenAway = absl::Milliseconds(100);
// On a machine that has too much to do, an answer to nothing may well take a second.
constexpr absl::Duration kProbeTime = absl::Seconds(2);
constexpr absl::Duration kForgetEvery = absl::Seconds(1);
constexpr absl::Duration kForgetTime = absl::Seconds(10);
constexpr absl::Duration kEventsKept = absl::Hours(48);
constexpr int64_t kMostEventsKept = 1'000'000;

}  // namespace

absl::StatusOr<std::unique_ptr<Frame>> Frame::Open(const Options& options, const Setting& setting) {
  ASSIGN_OR_RETURN(db::ConnectOptions connect, db::ConnectOptions::Parse(setting.database_url));
  std::unique_ptr<Frame> frame(new Frame(options, setting, std::move(connect)));
  RETURN_IF_ERROR(db::Migrate(frame->pool_, options.migrations, absl::Now() + kMigrationTime));
  return frame;
}

Frame::Frame(const Options& options, const Setting& setting, db::ConnectOptions connect)
    : setting_(setting),
      metrics_(setting.metrics.With({{"component", options.name}})),
      pool_(std::move(connect), setting.workers + options.own_connections + kForgettingConnections, metrics_),
      outbox_(pool_, metrics_),
      writes_(pool_, setting.clock, metrics_) {}

void Frame::Serve(rpc::Handlers handlers) {
  dispatcher_.emplace(std::move(handlers), setting_.verifier, setting_.clock, metrics_,
                      rpc::DispatcherOptions{.workers = setting_.workers});
  Repeat([this] { return Probe(); });
  Repeat([this] { return Forget(); });
}

void Frame::Repeat(std::function<absl::Duration()> work) {
  work_.push_back(std::make_unique<Repeating>(std::move(work)));
}

absl::Status Frame::NumberEvents(absl::Time deadline) {
  absl::Status numbered = outbox_.Number(deadline).status();
  LogFailure("events not numbered", numbered);
  return numbered;
}

absl::Status Frame::Ready() const {
  absl::MutexLock lock(&mutex_);
  return ready_;
}

void Frame::Stop() {
  while (!work_.empty()) work_.pop_back();
  dispatcher_.reset();
}

absl::Duration Frame::Probe() {
  const absl::Status answered = pool_.Probe(absl::Now() + kProbeTime);
  absl::MutexLock lock(&mutex_);
  ready_ = answered.ok() ? answered : absl::UnavailableError("the database does not answer");
  return answered.ok() ? kProbeEvery : kProbeWhenAway;
}

absl::Duration Frame::Forget() {
  const absl::Time deadline = absl::Now() + kForgetTime;
  LogFailure("idempotency keys not forgotten", writes_.ForgetOld(deadline));
  LogFailure("events not forgotten", outbox_.Forget(kEventsKept, kMostEventsKept, deadline));
  return kForgetEvery;
}

}  // namespace boulevard::runtime::service
