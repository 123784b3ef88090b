#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOK_DELIVERY_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOK_DELIVERY_H_

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/placements/domain/store.h"

// How the messages to webhooks get there: at least once, retried for a day, by any number of replicas.
namespace boulevard::placements::domain {

// As the database keeps it: what is shown at first is what is shown later.
inline absl::Time ToMicroseconds(absl::Time time) {
  return absl::FromUnixMicros(absl::ToUnixMicros(time));
}

// One that is due at once. `happened_at`: what it tells of.
WebhookDelivery NewWebhookDelivery(const Uuid& webhook_id, WebhookEvent event, const Uuid& subject_id,
                                   absl::Time happened_at, absl::Time now);
// As if it had never been sent.
void SendAnew(WebhookDelivery& delivery, absl::Time now);

// How long to wait after that many failed attempts: 10 s, then twice as long each time, up to an hour; a
// fifth more or less as `dice` says, from 0 to 1, so that those that failed together do not come back
// together.
absl::Duration PauseAfter(int attempts, double dice);

// What came of sending: a status, or a fault.
struct WebhookOutcome {
  int status = 0;  // HTTP; 0: no answer came
  std::optional<WebhookFault> fault;

  bool Delivered() const { return status >= 200 && status < 300; }
  bool Gone() const { return status == 410; }
};

// What a delivery becomes by an attempt.
void Settle(const WebhookOutcome& outcome, absl::Time now, double dice, WebhookDelivery& delivery);

// A webhook that this replica alone sends to until `leased_until`, and some of what is due.
struct WebhookBatch {
  Webhook webhook;
  std::vector<WebhookDelivery> deliveries;
  absl::Time leased_until;
};

// At most that many webhooks, each with as many messages as it gets at once.
absl::StatusOr<std::vector<WebhookBatch>> ClaimWebhooks(Store& store, absl::Time now, int most,
                                                        absl::Time deadline);
// Keeps what came of an attempt. Stops a webhook whose address is gone, and one that took nothing for as long
// as a message was tried. Nothing happens when the message was replayed meanwhile. Gives its state.
absl::StatusOr<WebhookDeliveryState> KeepOutcome(Store& store, const WebhookDelivery& sent,
                                                 const WebhookOutcome& outcome, absl::Time now, double dice,
                                                 absl::Time deadline);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOK_DELIVERY_H_
