#include "services/runtime/events/relay.h"

#include <algorithm>
#include <utility>

#include "services/runtime/status/macros.h"

namespace boulevard::runtime::events {
namespace {

// The peer does one after the other, within the time of one call.
constexpr int kToldAtOnce = 50;

}  // namespace

Relay::Relay(db::Pool& pool, const std::string& peer, Deliver deliver, Registry& metrics)
    : pool_(pool),
      peer_(peer),
      deliver_(std::move(deliver)),
      consumer_(pool, peer),
      lag_(metrics.Gauge("boulevard_event_relay_lag_seconds",
                         "How long the oldest event that another service was not told of yet has been there.",
                         {{"peer", peer}})),
      failures_(metrics.Counter("boulevard_event_relay_failures_total",
                                "Attempts to tell another service of events that failed.",
                                {{"peer", peer}})) {}

absl::Status Relay::Step(absl::Time deadline) {
  int told = kToldAtOnce;
  while (told == kToldAtOnce) {
    const auto tell = [&](db::Session&, std::span<const Event> events) {
      const absl::Status delivered = deliver_(events, deadline);
      if (!delivered.ok()) failures_.Increment();
      return delivered;
    };
    absl::StatusOr<int> advanced = consumer_.Advance(kToldAtOnce, deadline, tell);
    RETURN_IF_ERROR(pool_.Run(deadline, [&](db::Session& session) -> absl::Status {
      ASSIGN_OR_RETURN(const absl::Duration lag, Lag(session));
      lag_.Set(absl::ToDoubleSeconds(lag));
      return absl::OkStatus();
    }));
    RETURN_IF_ERROR(advanced.status());
    told = *advanced;
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::Duration> Relay::Lag(db::Session& session) {
  absl::Duration lag;
  RETURN_IF_ERROR(
      session
          .Query("SELECT TIMESTAMPDIFF(MICROSECOND, o.written_at, UTC_TIMESTAMP(6)) FROM outbox_cursors c "
                 "JOIN outbox o ON o.sequence = c.sequence + 1 WHERE c.consumer = ?",
                 {peer_},
                 [&](const db::Row& row) { lag = absl::Microseconds(std::max<int64_t>(0, row.Int(0))); })
          .status());
  return lag;
}

}  // namespace boulevard::runtime::events
