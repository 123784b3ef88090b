#include "services/placements/api/convert_webhooks.h"

#include "services/placements/api/convert.h"
#include "services/placements/api/convert_enums.h"

namespace boulevard::placements::api {

v1::Webhook WebhookMessage(const domain::Webhook& webhook) {
  v1::Webhook message;
  message.set_id(webhook.id.ToString());
  message.set_provider_id(webhook.provider_id.ToString());
  message.set_url(webhook.url);
  for (int number = 1; number <= v1::WebhookEvent_MAX; ++number) {
    const auto event = static_cast<domain::WebhookEvent>(number);
    if (webhook.events.Has(event)) message.add_events(EnumOf(event));
  }
  message.set_disabled(webhook.stopped.has_value());
  if (webhook.stopped) message.set_disabled_because(EnumOf(*webhook.stopped));
  if (webhook.old_secret_until) {
    *message.mutable_old_secret_until() = TimestampOf(*webhook.old_secret_until);
  }
  *message.mutable_created_at() = TimestampOf(webhook.created_at);
  runtime::SetEtag(message);
  return message;
}

v1::Webhook WebhookMessage(const domain::WebhookWithSecret& made) {
  v1::Webhook message = WebhookMessage(made.webhook);
  message.set_secret(made.secret);
  return message;
}

v1::WebhookDelivery DeliveryMessage(const domain::WebhookDelivery& delivery) {
  v1::WebhookDelivery message;
  message.set_id(delivery.id.ToString());
  message.set_webhook_id(delivery.webhook_id.ToString());
  message.set_event(EnumOf(delivery.event));
  if (!delivery.subject_id.IsNil()) message.set_subject_id(delivery.subject_id.ToString());
  *message.mutable_happened_at() = TimestampOf(delivery.happened_at);
  message.set_state(EnumOf(delivery.state));
  message.set_attempts(delivery.attempts);
  if (delivery.last_status) message.set_last_status(*delivery.last_status);
  if (delivery.last_fault) message.set_last_fault(EnumOf(*delivery.last_fault));
  if (delivery.next_attempt_at) *message.mutable_next_attempt_at() = TimestampOf(*delivery.next_attempt_at);
  if (delivery.finished_at) *message.mutable_finished_at() = TimestampOf(*delivery.finished_at);
  return message;
}

void Apply(const v1::Webhook& message, domain::Webhook& webhook) {
  webhook.url = message.url();
  webhook.events = {};
  for (const int event : message.events()) webhook.events.Add(static_cast<domain::WebhookEvent>(event));
  if (message.disabled() == webhook.stopped.has_value()) return;
  webhook.stopped = message.disabled() ? std::optional(domain::WebhookStop::kRequested) : std::nullopt;
}

}  // namespace boulevard::placements::api
