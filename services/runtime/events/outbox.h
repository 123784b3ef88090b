#ifndef BOULEVARD_SERVICES_RUNTIME_EVENTS_OUTBOX_H_
#define BOULEVARD_SERVICES_RUNTIME_EVENTS_OUTBOX_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::runtime::events {

// What every replica of a service does for its outbox, again and again. It does not matter which one does it,
// nor when one is killed in the midst of it. Thread-safe.
class Outbox {
 public:
  // Both outlive it.
  Outbox(db::Pool& pool, Registry& metrics);

  // Gives the events that are committed and have no sequence yet the next ones, and sets
  // boulevard_outbox_lag_seconds to how long the oldest of them had to wait. How many it gave: 0 also when
  // another replica is at it.
  absl::StatusOr<int> Number(absl::Time deadline);

  // Forgets some of the events older than `kept`, and some of those before the last `most`, if there are
  // such.
  absl::Status Forget(absl::Duration kept, int64_t most, absl::Time deadline);

 private:
  db::Pool& pool_;
  prometheus::Gauge& lag_;
};

}  // namespace boulevard::runtime::events

#endif  // BOULEVARD_SERVICES_RUNTIME_EVENTS_OUTBOX_H_
