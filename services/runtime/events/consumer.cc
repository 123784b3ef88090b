#include "services/runtime/events/consumer.h"

#include <optional>
#include <vector>

#include "services/runtime/log/log.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::events {

absl::StatusOr<int> Consumer::Advance(int limit, absl::Time deadline, Work work) {
  int advanced = 0;
  const absl::Status done = pool_.InTransaction(deadline, [&](db::Session& session) -> absl::Status {
    advanced = 0;
    ASSIGN_OR_RETURN(const std::optional<int64_t> place, LockPlace(session));
    if (!place) return absl::OkStatus();
    ASSIGN_OR_RETURN(const std::vector<Event> events, Read(session, *place, limit));
    if (events.empty()) return absl::OkStatus();
    RETURN_IF_ERROR(work(session, events));
    advanced = static_cast<int>(events.size());
    return session
        .Execute("UPDATE outbox_cursors SET sequence = ? WHERE consumer = ?", {events.back().sequence, name_})
        .status();
  });
  RETURN_IF_ERROR(done);
  return advanced;
}

absl::StatusOr<std::optional<int64_t>> Consumer::LockPlace(db::Session& session) {
  std::optional<int64_t> place;
  const auto take = [&](const db::Row& row) { place = row.Int(0); };
  RETURN_IF_ERROR(session
                      .Query("SELECT sequence FROM outbox_cursors WHERE consumer = ? FOR UPDATE SKIP LOCKED",
                             {name_}, take)
                      .status());
  if (place) return place;
  // Not there yet, or locked: a row that is there stays as it is.
  int64_t there = 0;
  ASSIGN_OR_RETURN(there, session.Query("SELECT 1 FROM outbox_cursors WHERE consumer = ?", {name_},
                                        [](const db::Row&) {}));
  if (there > 0) return std::nullopt;
  RETURN_IF_ERROR(session
                      .Execute("INSERT IGNORE INTO outbox_cursors (consumer, sequence) "
                               "SELECT ?, sequence FROM outbox_head WHERE id = 1",
                               {name_})
                      .status());
  return std::nullopt;
}

absl::StatusOr<std::vector<Event>> Consumer::Read(db::Session& session, int64_t place, int limit) {
  absl::StatusOr<std::vector<Event>> events = EventsAfter(session, place, limit);
  if (!absl::IsOutOfRange(events.status())) return events;
  ASSIGN_OR_RETURN(const int64_t forgotten, ForgottenSequence(session));
  log::Error("events were forgotten before they were consumed",
             {{"consumer", std::string_view(name_)}, {"events", forgotten - place}});
  return EventsAfter(session, forgotten, limit);
}

}  // namespace boulevard::runtime::events
