#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_WEBHOOK_EVENTS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_WEBHOOK_EVENTS_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/events/consumer.h"

namespace boulevard::placements::store {

// Makes messages to webhooks of the events of the outbox: one for each webhook of the provider whose place,
// unit, facility, offer or placement it is, that asked for the event and is not stopped. Once for each event,
// whatever is killed when. Thread-safe.
class WebhookEvents {
 public:
  // Outlives it.
  explicit WebhookEvents(runtime::db::Pool& pool) : consumer_(pool, "webhooks") {}

  // Works through the next events; gives how many there were.
  absl::StatusOr<int> Advance(absl::Time now, absl::Time deadline);

 private:
  runtime::events::Consumer consumer_;
};

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_WEBHOOK_EVENTS_H_
