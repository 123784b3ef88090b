#include "services/placements/domain/webhook_delivery.h"

#include <algorithm>
#include <utility>

#include "services/placements/domain/reading.h"
#include "services/placements/domain/transaction.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

constexpr absl::Duration kTriedFor = absl::Hours(24);
constexpr absl::Duration kFirstPause = absl::Seconds(10);
constexpr absl::Duration kLongestPause = absl::Hours(1);
// Beyond so many the pause is the longest.
constexpr int kDoublings = 9;
// Longer than an attempt takes, so that only those of a replica that is gone lapse.
constexpr absl::Duration kLease = absl::Seconds(20);
constexpr int kSentAtOnce = 4;

// Whether nothing was taken for as long as this message was tried.
bool TookNothing(const Webhook& webhook, const WebhookDelivery& failed) {
  return !webhook.delivered_at || *webhook.delivered_at < failed.retry_until - kTriedFor;
}

// Without messages when another has it.
absl::StatusOr<WebhookBatch> ClaimOne(Tables& tables, const Uuid& id, absl::Time now, absl::Time until) {
  WebhookBatch batch{.webhook = {}, .deliveries = {}, .leased_until = until};
  ASSIGN_OR_RETURN(std::optional<Webhook> webhook, tables.webhooks.Lease(id, now, until));
  if (!webhook) return batch;
  batch.webhook = *std::move(webhook);
  ASSIGN_OR_RETURN(batch.deliveries, tables.webhooks.Due(id, now, kSentAtOnce));
  return batch;
}

}  // namespace

WebhookDelivery NewWebhookDelivery(const Uuid& webhook_id, WebhookEvent event, const Uuid& subject_id,
                                   absl::Time happened_at, absl::Time now) {
  WebhookDelivery delivery{.id = runtime::NewUuid(now),
                           .webhook_id = webhook_id,
                           .event = event,
                           .subject_id = subject_id,
                           .happened_at = happened_at};
  SendAnew(delivery, now);
  return delivery;
}

void SendAnew(WebhookDelivery& delivery, absl::Time now) {
  delivery.state = WebhookDeliveryState::kPending;
  delivery.attempts = 0;
  delivery.next_attempt_at = now;
  delivery.retry_until = now + kTriedFor;
  delivery.finished_at.reset();
}

absl::Duration PauseAfter(int attempts, double dice) {
  const absl::Duration pause = attempts > kDoublings
                                   ? kLongestPause
                                   : std::min(kLongestPause, kFirstPause * (1 << std::max(0, attempts - 1)));
  return pause * (0.8 + 0.4 * dice);
}

void Settle(const WebhookOutcome& outcome, absl::Time now, double dice, WebhookDelivery& delivery) {
  ++delivery.attempts;
  delivery.last_status = outcome.status == 0 ? std::nullopt : std::optional(outcome.status);
  delivery.last_fault = outcome.fault;
  delivery.next_attempt_at.reset();
  const absl::Time next = now + PauseAfter(delivery.attempts, dice);
  if (outcome.Delivered()) {
    delivery.state = WebhookDeliveryState::kDelivered;
  } else if (outcome.Gone() || next > delivery.retry_until) {
    delivery.state = WebhookDeliveryState::kFailed;
  } else {
    delivery.next_attempt_at = next;
    return;
  }
  delivery.finished_at = now;
}

absl::StatusOr<std::vector<WebhookBatch>> ClaimWebhooks(Store& store, absl::Time now, int most,
                                                        absl::Time deadline) {
  ASSIGN_OR_RETURN(const std::vector<Uuid> waiting, ReadFrom(store, deadline, [&](Tables& tables) {
                     return tables.webhooks.Waiting(now, most);
                   }));
  const absl::Time until = ToMicroseconds(now + kLease);
  std::vector<WebhookBatch> batches;
  for (const Uuid& id : waiting) {
    ASSIGN_OR_RETURN(WebhookBatch batch, Transact(store, deadline, [&](Tables& tables) {
                       return ClaimOne(tables, id, now, until);
                     }));
    if (!batch.deliveries.empty()) batches.push_back(std::move(batch));
  }
  return batches;
}

absl::StatusOr<WebhookDeliveryState> KeepOutcome(Store& store, const WebhookDelivery& sent,
                                                 const WebhookOutcome& outcome, absl::Time now, double dice,
                                                 absl::Time deadline) {
  return Transact(store, deadline, [&](Tables& tables) -> absl::StatusOr<WebhookDeliveryState> {
    ASSIGN_OR_RETURN(Webhook webhook, tables.webhooks.Lock(sent.webhook_id));
    ASSIGN_OR_RETURN(WebhookDelivery delivery, tables.webhooks.GetDelivery(sent.id));
    const bool replayed = delivery.retry_until != sent.retry_until;
    const bool settled =
        delivery.state != WebhookDeliveryState::kPending || delivery.attempts != sent.attempts;
    if (replayed || settled) return delivery.state;
    Settle(outcome, now, dice, delivery);
    RETURN_IF_ERROR(tables.webhooks.Update(delivery));
    if (outcome.Delivered()) webhook.delivered_at = now;
    if (outcome.Gone()) webhook.stopped = WebhookStop::kGone;
    if (delivery.state == WebhookDeliveryState::kFailed && !webhook.stopped &&
        TookNothing(webhook, delivery)) {
      webhook.stopped = WebhookStop::kUnreachable;
    }
    RETURN_IF_ERROR(tables.webhooks.Update(webhook));
    return delivery.state;
  });
}

}  // namespace boulevard::placements::domain
