#ifndef BOULEVARD_SERVICES_RUNTIME_EVENTS_RELAY_H_
#define BOULEVARD_SERVICES_RUNTIME_EVENTS_RELAY_H_

#include <functional>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/events/consumer.h"
#include "services/runtime/events/event.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::runtime::events {

// Tells another service of the events of this one, in their order and at least once each: one that was told
// while either side was killed is told again. Replicas take turns. Its metrics have the label `peer`.
class Relay {
 public:
  // Tells it of the events by the deadline; OK once it has them all for good.
  using Deliver = std::function<absl::Status(std::span<const Event>, absl::Time deadline)>;

  // The pool and the registry outlive it. The peer's name is that of its place in the outbox, too.
  Relay(db::Pool& pool, const std::string& peer, Deliver deliver, Registry& metrics);

  // Tells of the next events. While that fails, boulevard_event_relay_lag_seconds grows.
  absl::Status Step(absl::Time deadline);

 private:
  // How long the next event has been there; zero when there is none.
  absl::StatusOr<absl::Duration> Lag(db::Session& session);

  db::Pool& pool_;
  const std::string peer_;
  const Deliver deliver_;
  Consumer consumer_;
  prometheus::Gauge& lag_;
  prometheus::Counter& failures_;
};

}  // namespace boulevard::runtime::events

#endif  // BOULEVARD_SERVICES_RUNTIME_EVENTS_RELAY_H_
