#ifndef BOULEVARD_SERVICES_GUIDANCE_SERVICE_KEEPING_H_
#define BOULEVARD_SERVICES_GUIDANCE_SERVICE_KEEPING_H_

#include "absl/time/time.h"
#include "services/guidance/domain/retention.h"
#include "services/runtime/audit/chain.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/time/clock.h"
#include "services/runtime/time/period.h"

// What guidance does by itself with what it keeps. Each step gives the pause until the next one, and logs
// when it failed. Each is used by one thread.
namespace boulevard::guidance {

// Chains the access log, and forgets what is older than it is kept.
class AccessLogKeeping {
 public:
  // Pool, clock and metrics outlive it.
  AccessLogKeeping(runtime::db::Pool& pool, const runtime::Clock& clock, runtime::Registry& metrics,
                   const runtime::Period& kept);

  absl::Duration Step();

 private:
  // Until the beginning of the first day that is kept.
  absl::Duration KeptFor(absl::Time now) const;

  const runtime::Clock& clock_;
  const runtime::Period kept_;
  runtime::audit::Chain chain_;
  absl::Time forget_next_ = absl::InfinitePast();
};

// Anonymises closed dossiers when they are due. Sets boulevard_dossiers_due to how many are, and counts
// boulevard_dossiers_anonymised_total.
class DossierKeeping {
 public:
  // Store, clock and metrics outlive it.
  DossierKeeping(domain::Store& store, const runtime::Clock& clock, runtime::Registry& metrics,
                 const runtime::Period& kept);

  absl::Duration Step();

 private:
  absl::StatusOr<int> AnonymiseSome();

  const domain::Retention retention_;
  prometheus::Counter& anonymised_;
  prometheus::Gauge& due_;
};

}  // namespace boulevard::guidance

#endif  // BOULEVARD_SERVICES_GUIDANCE_SERVICE_KEEPING_H_
