#include "services/runtime/audit/chain.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "services/runtime/audit/link.h"
#include "services/runtime/log/log.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::audit {
namespace {

constexpr int kChainedAtOnce = 500;
constexpr int64_t kForgottenAtOnce = 2000;
constexpr absl::Duration kTellEvery = absl::Minutes(1);

struct Head {
  int64_t number = 0;
  std::string hash;
  int64_t forgotten = 0;
};

struct Unchained {
  int64_t id;
  std::string content;
};

// With its lock; nothing when another replica holds that.
absl::StatusOr<std::optional<Head>> LockHead(db::Session& session) {
  std::optional<Head> head;
  RETURN_IF_ERROR(session
                      .Query("SELECT number, hash, forgotten_number FROM access_log_head WHERE id = 1 "
                             "FOR UPDATE SKIP LOCKED",
                             {},
                             [&](const db::Row& row) {
                               head = Head{row.Int(0), row.String(1), row.Int(2)};
                             })
                      .status());
  return head;
}

// What there is before anything is chained: the head, and how long the oldest row without a number has
// waited.
struct State {
  Head head;
  std::optional<absl::Duration> wait;
};

absl::StatusOr<State> Look(db::Session& session) {
  State state;
  RETURN_IF_ERROR(session
                      .Query("SELECT number, hash, (SELECT TIMESTAMPDIFF(MICROSECOND, happened_at, "
                             "UTC_TIMESTAMP(6)) FROM access_log WHERE number IS NULL ORDER BY id LIMIT 1) "
                             "FROM access_log_head WHERE id = 1",
                             {},
                             [&](const db::Row& row) {
                               state.head = {.number = row.Int(0), .hash = row.String(1)};
                               if (row.IsNull(2)) return;
                               state.wait = absl::Microseconds(std::max<int64_t>(0, row.Int(2)));
                             })
                      .status());
  return state;
}

// The committed rows without a number. No lock is taken on them: those of a transaction that is still open
// are not there yet, and do not hold up the others.
absl::StatusOr<std::vector<Unchained>> SomeUnchained(db::Session& session) {
  static const std::string kQuery =
      std::string("SELECT ")
          .append(kHashedColumns)
          .append(", id FROM access_log WHERE number IS NULL ORDER BY id LIMIT ?");
  std::vector<Unchained> rows;
  RETURN_IF_ERROR(session
                      .Query(kQuery, {kChainedAtOnce},
                             [&](const db::Row& row) {
                               rows.push_back({row.Int(kHashedColumnCount), ContentOf(row)});
                             })
                      .status());
  return rows;
}

// How many were chained, and in `after` the head then.
absl::StatusOr<int> ChainSome(db::Session& session, Head& after) {
  ASSIGN_OR_RETURN(std::optional<Head> head, LockHead(session));
  if (!head) return 0;
  ASSIGN_OR_RETURN(const std::vector<Unchained> rows, SomeUnchained(session));
  for (const Unchained& row : rows) {
    const std::string hash = LinkHash(head->hash, ++head->number, row.content);
    RETURN_IF_ERROR(session
                        .Execute("UPDATE access_log SET number = ?, previous_hash = ?, hash = ? WHERE id = ?",
                                 {head->number, head->hash, hash, row.id})
                        .status());
    head->hash = hash;
  }
  RETURN_IF_ERROR(
      session
          .Execute("UPDATE access_log_head SET number = ?, hash = ? WHERE id = 1", {head->number, head->hash})
          .status());
  after = *std::move(head);
  return static_cast<int>(rows.size());
}

// The number before the first row that is not so old, a bounded piece after what was forgotten before.
absl::StatusOr<int64_t> LastOlderThan(db::Session& session, absl::Duration age, const Head& head) {
  int64_t last = head.number;
  RETURN_IF_ERROR(
      session
          .Query("SELECT number - 1 FROM access_log WHERE number > ? AND "
                 "happened_at >= UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND ORDER BY number LIMIT 1",
                 {head.forgotten, absl::ToInt64Microseconds(age)},
                 [&](const db::Row& row) { last = row.Int(0); })
          .status());
  return std::min(last, head.forgotten + kForgottenAtOnce);
}

absl::Status ForgetSome(db::Session& session, absl::Duration kept) {
  ASSIGN_OR_RETURN(const std::optional<Head> head, LockHead(session));
  if (!head) return absl::OkStatus();
  ASSIGN_OR_RETURN(const int64_t last, LastOlderThan(session, kept, *head));
  if (last <= head->forgotten) return absl::OkStatus();
  std::optional<std::string> hash;
  RETURN_IF_ERROR(session
                      .Query("SELECT hash FROM access_log WHERE number = ?", {last},
                             [&](const db::Row& row) { hash = row.String(0); })
                      .status());
  // A row that is missing is found by who verifies, and not covered up.
  if (!hash) return absl::DataLossError("a row of the access log is missing");
  RETURN_IF_ERROR(
      session
          .Execute("UPDATE access_log_head SET forgotten_number = ?, forgotten_hash = ? WHERE id = 1",
                   {last, *hash})
          .status());
  return session.Execute("DELETE FROM access_log WHERE number <= ?", {last}).status();
}

}  // namespace

Chain::Chain(db::Pool& pool, const Clock& clock, Registry& metrics)
    : pool_(pool),
      clock_(clock),
      lag_(metrics.Gauge("boulevard_access_log_lag_seconds",
                         "How long the oldest row of the access log that is not chained has been there.")),
      rows_(metrics.Gauge("boulevard_access_log_rows",
                          "The number of the last row of the access log that is chained. It never falls.")) {}

absl::StatusOr<int> Chain::Extend(absl::Time deadline) {
  State state;
  RETURN_IF_ERROR(pool_.Run(deadline, [&](db::Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(state, Look(session));
    return absl::OkStatus();
  }));
  lag_.Set(absl::ToDoubleSeconds(state.wait.value_or(absl::ZeroDuration())));
  int all = 0;
  for (int some = state.wait ? kChainedAtOnce : 0; some == kChainedAtOnce; all += some) {
    RETURN_IF_ERROR(pool_.InTransaction(deadline, [&](db::Session& session) -> absl::Status {
      ASSIGN_OR_RETURN(some, ChainSome(session, state.head));
      return absl::OkStatus();
    }));
  }
  TellHead(state.head.number, state.head.hash);
  return all;
}

absl::Status Chain::Forget(absl::Duration kept, absl::Time deadline) {
  return pool_.InTransaction(deadline, [&](db::Session& session) { return ForgetSome(session, kept); });
}

void Chain::TellHead(int64_t number, const std::string& hash) {
  rows_.Set(static_cast<double>(number));
  const absl::Time now = clock_.Now();
  if (number == told_number_ || now - told_at_ < kTellEvery) return;
  told_at_ = now;
  told_number_ = number;
  log::Info("access log head", {{"number", number}, {"hash", absl::BytesToHexString(hash)}});
}

}  // namespace boulevard::runtime::audit
