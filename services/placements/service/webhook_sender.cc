#include "services/placements/service/webhook_sender.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "services/placements/domain/webhook_message.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements {
namespace {

using domain::WebhookDeliveryState;
using domain::WebhookFault;
using runtime::webhooks::Posted;
using runtime::webhooks::Trouble;

constexpr size_t kMostUnderWay = 128;
constexpr int kMostClaimed = 16;
// While messages are under way, new ones are looked for so often.
constexpr absl::Duration kWait = absl::Milliseconds(100);
constexpr absl::Duration kPauseWhenIdle = absl::Milliseconds(250);
constexpr absl::Duration kMeasureEvery = absl::Seconds(10);
constexpr absl::Duration kKept = absl::Hours(30 * 24);
constexpr int kForgottenAtOnce = 1000;

std::optional<WebhookFault> FaultOf(Trouble trouble) {
  switch (trouble) {
    case Trouble::kNone:
      return std::nullopt;
    case Trouble::kNotResolved:
      return WebhookFault::kNotResolved;
    case Trouble::kAddressNotAllowed:
      return WebhookFault::kAddressNotAllowed;
    case Trouble::kNotConnected:
      return WebhookFault::kNotConnected;
    case Trouble::kTls:
      return WebhookFault::kTls;
    case Trouble::kTimedOut:
      return WebhookFault::kTimedOut;
    case Trouble::kNoAnswer:
      return WebhookFault::kNoAnswer;
  }
  return WebhookFault::kNoAnswer;
}

domain::WebhookOutcome OutcomeOf(const Posted& posted) {
  domain::WebhookOutcome outcome{.status = posted.status, .fault = FaultOf(posted.trouble)};
  if (!outcome.fault && !outcome.Delivered()) outcome.fault = WebhookFault::kStatus;
  return outcome;
}

prometheus::Counter& CounterOf(runtime::Registry& metrics, const std::string& outcome) {
  return metrics.Counter("boulevard_webhook_deliveries_total", "Attempts to deliver messages to webhooks.",
                         {{"outcome", outcome}});
}

}  // namespace

WebhookSender::WebhookSender(const Options& options)
    : store_(options.store),
      policy_(options.policy),
      clock_(options.clock),
      events_(options.pool),
      poster_(options.post),
      pending_(options.metrics.Gauge("boulevard_webhook_deliveries_pending",
                                     "Messages to webhooks that are still to be delivered.")),
      delivered_(CounterOf(options.metrics, "delivered")),
      retried_(CounterOf(options.metrics, "retried")),
      failed_(CounterOf(options.metrics, "failed")) {}

absl::Status WebhookSender::Step(absl::Time deadline) {
  absl::Status first = Queue(deadline);
  first.Update(Claim(deadline));
  for (const Posted& posted : poster_.Wait(kWait)) first.Update(Keep(posted, deadline));
  first.Update(Measure(deadline));
  return first;
}

absl::Duration WebhookSender::Pause() const {
  return under_way_.empty() ? kPauseWhenIdle : absl::ZeroDuration();
}

absl::Status WebhookSender::Queue(absl::Time deadline) {
  return events_.Advance(clock_.Now(), deadline).status();
}

absl::Status WebhookSender::Claim(absl::Time deadline) {
  if (under_way_.size() >= kMostUnderWay) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<domain::WebhookBatch> batches,
                   domain::ClaimWebhooks(store_, clock_.Now(), kMostClaimed, deadline));
  absl::Status first;
  for (const domain::WebhookBatch& batch : batches) first.Update(Post(batch));
  return first;
}

absl::Status WebhookSender::Post(const domain::WebhookBatch& batch) {
  for (const domain::WebhookDelivery& delivery : batch.deliveries) {
    // After a halt of this process its own lease may have lapsed.
    if (under_way_.contains(delivery.id)) continue;
    absl::StatusOr<domain::WebhookMessage> message =
        domain::SignedWebhookMessage(policy_, batch.webhook, delivery, clock_.Now());
    // The lease is left to lapse, so that it is not tried again at once.
    RETURN_IF_ERROR(message.status());
    poster_.Begin(delivery.id, {batch.webhook.url, std::move(message->headers), std::move(message->body)});
    under_way_[delivery.id] = {delivery, batch.leased_until};
  }
  return absl::OkStatus();
}

absl::Status WebhookSender::Keep(const Posted& posted, absl::Time deadline) {
  const auto found = under_way_.find(posted.id);
  const UnderWay sent = std::move(found->second);
  under_way_.erase(found);
  const absl::StatusOr<WebhookDeliveryState> state =
      domain::KeepOutcome(store_, sent.delivery, OutcomeOf(posted), clock_.Now(), Dice(), deadline);
  // What could not be kept is sent again.
  absl::Status done = state.status();
  done.Update(ReleaseIfDone(sent, deadline));
  if (!state.ok()) return done;
  prometheus::Counter& counter = *state == WebhookDeliveryState::kDelivered ? delivered_
                                 : *state == WebhookDeliveryState::kFailed  ? failed_
                                                                            : retried_;
  counter.Increment();
  return done;
}

absl::Status WebhookSender::ReleaseIfDone(const UnderWay& last, absl::Time deadline) {
  const bool more = std::ranges::any_of(under_way_, [&](const auto& other) {
    return other.second.delivery.webhook_id == last.delivery.webhook_id;
  });
  if (more) return absl::OkStatus();
  return store_.InTransaction(deadline, [&](domain::Tables& tables) {
    return tables.webhooks.Release(last.delivery.webhook_id, last.leased_until, clock_.Now());
  });
}

absl::Status WebhookSender::Measure(absl::Time deadline) {
  const absl::Time now = clock_.Now();
  if (now - measured_at_ < kMeasureEvery) return absl::OkStatus();
  measured_at_ = now;
  return store_.Read(deadline, [&](domain::Tables& tables) -> absl::Status {
    ASSIGN_OR_RETURN(const int64_t pending, tables.webhooks.CountPending());
    pending_.Set(static_cast<double>(pending));
    return tables.webhooks.Forget(now - kKept, kForgottenAtOnce);
  });
}

}  // namespace boulevard::placements
