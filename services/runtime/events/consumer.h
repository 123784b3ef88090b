#ifndef BOULEVARD_SERVICES_RUNTIME_EVENTS_CONSUMER_H_
#define BOULEVARD_SERVICES_RUNTIME_EVENTS_CONSUMER_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/events/event.h"

namespace boulevard::runtime::events {

// Works through all events in order, with a place of its own in the outbox. Replicas take turns. What the
// work writes on the session that it gets is committed together with the place: done once for each event, and
// not at all when it fails. What it does elsewhere may happen more than once. Thread-safe.
class Consumer {
 public:
  using Work = absl::FunctionRef<absl::Status(db::Session&, std::span<const Event>)>;

  // The pool outlives it. The name is ASCII of at most 60 characters, and not another's.
  Consumer(db::Pool& pool, std::string name) : pool_(pool), name_(std::move(name)) {}

  // Runs `work` on the next events, at most `limit`; gives how many there were, 0 also when another replica
  // is at it. The first call of all begins with the events after it. A consumer that was away for longer than
  // events are kept goes on with the oldest there is; the log says so. `work` may run more than once (see
  // db::Pool::InTransaction), and its error is passed on.
  absl::StatusOr<int> Advance(int limit, absl::Time deadline, Work work);

 private:
  // Nothing when another replica holds it.
  absl::StatusOr<std::optional<int64_t>> LockPlace(db::Session& session);
  absl::StatusOr<std::vector<Event>> Read(db::Session& session, int64_t place, int limit);

  db::Pool& pool_;
  const std::string name_;
};

}  // namespace boulevard::runtime::events

#endif  // BOULEVARD_SERVICES_RUNTIME_EVENTS_CONSUMER_H_
