#include "services/guidance/service/keeping.h"

#include "absl/time/clock.h"
#include "services/runtime/service/log_failure.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance {
namespace {

constexpr absl::Duration kChainEvery = absl::Seconds(1);
constexpr absl::Duration kForgetEvery = absl::Minutes(1);
constexpr absl::Duration kChainTime = absl::Seconds(5);
// What is due changes at midnight, and when a legal hold is released.
constexpr absl::Duration kAnonymiseEvery = absl::Minutes(10);
constexpr absl::Duration kAnonymiseTime = absl::Seconds(30);
// Few, so that a program that is to stop does.
constexpr int kAnonymisedAtOnce = 20;

}  // namespace

AccessLogKeeping::AccessLogKeeping(runtime::db::Pool& pool, const runtime::Clock& clock,
                                   runtime::Registry& metrics, const runtime::Period& kept)
    : clock_(clock), kept_(kept), chain_(pool, clock, metrics) {}

absl::Duration AccessLogKeeping::KeptFor(absl::Time now) const {
  const absl::CivilDay first_kept = kept_.LastOver(runtime::TodayIn(now)) + 1;
  return now - runtime::StartOf(first_kept);
}

absl::Duration AccessLogKeeping::Step() {
  runtime::service::LogFailure("access log not chained", chain_.Extend(absl::Now() + kChainTime).status());
  const absl::Time now = clock_.Now();
  if (now < forget_next_) return kChainEvery;
  forget_next_ = now + kForgetEvery;
  runtime::service::LogFailure("access log not forgotten",
                               chain_.Forget(KeptFor(now), absl::Now() + kChainTime));
  return kChainEvery;
}

DossierKeeping::DossierKeeping(domain::Store& store, const runtime::Clock& clock, runtime::Registry& metrics,
                               const runtime::Period& kept)
    : retention_(store, clock, kept),
      anonymised_(metrics.Counter("boulevard_dossiers_anonymised_total",
                                  "Closed dossiers that this program anonymised when they were due.")),
      due_(metrics.Gauge("boulevard_dossiers_due",
                         "Closed dossiers that are due to be anonymised, and that no legal hold keeps.")) {}

absl::StatusOr<int> DossierKeeping::AnonymiseSome() {
  const absl::Time deadline = absl::Now() + kAnonymiseTime;
  ASSIGN_OR_RETURN(const int done, retention_.AnonymiseDue(kAnonymisedAtOnce, deadline));
  anonymised_.Increment(done);
  ASSIGN_OR_RETURN(const int64_t due, retention_.CountDue(deadline));
  due_.Set(static_cast<double>(due));
  return done;
}

absl::Duration DossierKeeping::Step() {
  const absl::StatusOr<int> done = AnonymiseSome();
  runtime::service::LogFailure("closed dossiers not anonymised", done.status());
  return done.ok() && *done == kAnonymisedAtOnce ? absl::ZeroDuration() : kAnonymiseEvery;
}

}  // namespace boulevard::guidance
