#include "services/runtime/events/outbox.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "services/runtime/events/event.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::events {
namespace {

constexpr int kNumberedAtOnce = 500;
constexpr int kForgottenAtOnce = 2000;

// How long the oldest event without a sequence has waited; nothing when there is none.
absl::StatusOr<std::optional<absl::Duration>> OldestWait(db::Session& session) {
  std::optional<absl::Duration> wait;
  RETURN_IF_ERROR(
      session
          .Query("SELECT TIMESTAMPDIFF(MICROSECOND, written_at, UTC_TIMESTAMP(6)) FROM outbox "
                 "WHERE sequence IS NULL ORDER BY id LIMIT 1",
                 {}, [&](const db::Row& row) { wait = absl::Microseconds(std::max<int64_t>(0, row.Int(0))); })
          .status());
  return wait;
}

// The committed events without a sequence. No lock is taken on them: those of a transaction that is still
// open are not there yet, and do not hold up the others.
absl::StatusOr<std::vector<int64_t>> Unnumbered(db::Session& session) {
  std::vector<int64_t> ids;
  RETURN_IF_ERROR(session
                      .Query("SELECT id FROM outbox WHERE sequence IS NULL ORDER BY id LIMIT ?",
                             {kNumberedAtOnce}, [&](const db::Row& row) { ids.push_back(row.Int(0)); })
                      .status());
  return ids;
}

absl::StatusOr<int> NumberSome(db::Session& session) {
  std::optional<int64_t> sequence;
  RETURN_IF_ERROR(session
                      .Query("SELECT sequence FROM outbox_head WHERE id = 1 FOR UPDATE SKIP LOCKED", {},
                             [&](const db::Row& row) { sequence = row.Int(0); })
                      .status());
  if (!sequence) return 0;  // another replica holds it
  ASSIGN_OR_RETURN(const std::vector<int64_t> ids, Unnumbered(session));
  for (const int64_t id : ids) {
    RETURN_IF_ERROR(
        session.Execute("UPDATE outbox SET sequence = ? WHERE id = ?", {++*sequence, id}).status());
  }
  RETURN_IF_ERROR(session.Execute("UPDATE outbox_head SET sequence = ? WHERE id = 1", {*sequence}).status());
  return static_cast<int>(ids.size());
}

}  // namespace

Outbox::Outbox(db::Pool& pool, Registry& metrics)
    : pool_(pool),
      lag_(metrics.Gauge("boulevard_outbox_lag_seconds",
                         "How long the oldest event that nobody can read yet has been there.")) {}

absl::StatusOr<int> Outbox::Number(absl::Time deadline) {
  std::optional<absl::Duration> wait;
  RETURN_IF_ERROR(pool_.Run(deadline, [&](db::Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(wait, OldestWait(session));
    return absl::OkStatus();
  }));
  lag_.Set(absl::ToDoubleSeconds(wait.value_or(absl::ZeroDuration())));
  if (!wait) return 0;
  int all = 0;
  for (int some = kNumberedAtOnce; some == kNumberedAtOnce; all += some) {
    RETURN_IF_ERROR(pool_.InTransaction(deadline, [&](db::Session& session) -> absl::Status {
      ASSIGN_OR_RETURN(some, NumberSome(session));
      return absl::OkStatus();
    }));
  }
  return all;
}

absl::Status Outbox::Forget(absl::Duration kept, int64_t most, absl::Time deadline) {
  return pool_.Run(deadline, [&](db::Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const int64_t newest, NewestSequence(session));
    int64_t last = newest - most;
    RETURN_IF_ERROR(session
                        .Query("SELECT MAX(sequence) FROM outbox WHERE written_at < "
                               "UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND",
                               {absl::ToInt64Microseconds(kept)},
                               [&](const db::Row& row) { last = std::max(last, row.Int(0)); })
                        .status());
    // The oldest first, so that what is kept has no gap.
    return session
        .Execute("DELETE FROM outbox WHERE sequence <= ? ORDER BY sequence LIMIT ?", {last, kForgottenAtOnce})
        .status();
  });
}

}  // namespace boulevard::runtime::events
