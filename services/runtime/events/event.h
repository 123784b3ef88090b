#ifndef BOULEVARD_SERVICES_RUNTIME_EVENTS_EVENT_H_
#define BOULEVARD_SERVICES_RUNTIME_EVENTS_EVENT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/db/session.h"
#include "services/runtime/id/uuid.h"

// The outbox of a service: events that are written by the transaction of the change that they tell of, and
// read by whoever follows, in one order for all replicas. The tables outbox, outbox_head and outbox_cursors
// are in the schema of the service.
namespace boulevard::runtime::events {

struct Event {
  int64_t sequence = 0;  // 1, 2, 3, ... without gaps, in the order in which events become visible
  std::string kind;      // "place.availability": a word of the service that wrote it
  Uuid subject;          // what it happened to; nil when that is no one thing
  std::string payload;   // whatever the service says of it; never personal data
  absl::Time written_at;
};

// Writes an event, as a part of the transaction that `session` is in: it happened when that is committed, and
// else never. ASCII, at most 60 characters, is a kind.
absl::Status Write(db::Session& session, std::string_view kind, const Uuid& subject,
                   std::string_view payload = "");

// Up to `limit` events after that sequence, in order. OUT_OF_RANGE when the next one is no longer kept, or
// the sequence was never reached: then the outbox cannot tell what happened since.
absl::StatusOr<std::vector<Event>> EventsAfter(db::Session& session, int64_t sequence, int limit);

// The sequence of the newest event; 0 before the first.
absl::StatusOr<int64_t> NewestSequence(db::Session& session);

// The sequence before the oldest event that is kept.
absl::StatusOr<int64_t> ForgottenSequence(db::Session& session);

}  // namespace boulevard::runtime::events

#endif  // BOULEVARD_SERVICES_RUNTIME_EVENTS_EVENT_H_
