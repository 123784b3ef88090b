#include "services/runtime/events/event.h"

#include <optional>
#include <utility>

#include "services/runtime/status/macros.h"

namespace boulevard::runtime::events {
namespace {

absl::StatusOr<int64_t> OneNumber(db::Session& session, std::string_view sql) {
  std::optional<int64_t> number;
  RETURN_IF_ERROR(session.Query(sql, {}, [&](const db::Row& row) { number = row.OptionalInt(0); }).status());
  if (!number) return absl::InternalError("the outbox has no head");
  return *number;
}

}  // namespace

absl::Status Write(db::Session& session, std::string_view kind, const Uuid& subject,
                   std::string_view payload) {
  // By the database's clock, which is one for all replicas.
  return session
      .Execute("INSERT INTO outbox (kind, subject, payload, written_at) VALUES (?, ?, ?, UTC_TIMESTAMP(6))",
               {kind, subject, payload})
      .status();
}

absl::StatusOr<std::vector<Event>> EventsAfter(db::Session& session, int64_t sequence, int limit) {
  std::vector<Event> events;
  RETURN_IF_ERROR(session
                      .Query("SELECT sequence, kind, subject, payload, written_at FROM outbox "
                             "WHERE sequence > ? ORDER BY sequence LIMIT ?",
                             {sequence, limit},
                             [&](const db::Row& row) {
                               events.push_back({.sequence = row.Int(0),
                                                 .kind = row.String(1),
                                                 .subject = row.Id(2),
                                                 .payload = row.String(3),
                                                 .written_at = row.Time(4)});
                             })
                      .status());
  int64_t next = sequence + 1;
  if (!events.empty()) {
    if (events.front().sequence != next) return absl::OutOfRangeError("older than the events that are kept");
    return events;
  }
  // Nothing new, or all that was new is forgotten already.
  ASSIGN_OR_RETURN(const int64_t newest, NewestSequence(session));
  if (newest == sequence) return events;
  // Or else it became new in between.
  ASSIGN_OR_RETURN(const int64_t forgotten, ForgottenSequence(session));
  if (newest < sequence || forgotten > sequence) {
    return absl::OutOfRangeError("not among the events that are kept");
  }
  return events;
}

absl::StatusOr<int64_t> NewestSequence(db::Session& session) {
  return OneNumber(session, "SELECT sequence FROM outbox_head WHERE id = 1");
}

absl::StatusOr<int64_t> ForgottenSequence(db::Session& session) {
  // The head is looked at in the same statement: with no event left, all were forgotten.
  return OneNumber(session,
                   "SELECT COALESCE((SELECT MIN(sequence) - 1 FROM outbox WHERE sequence IS NOT NULL), "
                   "sequence) FROM outbox_head WHERE id = 1");
}

}  // namespace boulevard::runtime::events
