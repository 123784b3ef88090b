#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOK_MESSAGE_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOK_MESSAGE_H_

#include <string>
#include <vector>

#include "services/placements/domain/webhook_types.h"
#include "services/placements/domain/webhooks.h"

namespace boulevard::placements::domain {

struct WebhookMessage {
  std::vector<std::string> headers;  // "name: value"
  std::string body;
};

// {"type":"place-availability","timestamp":"...","data":{"id":"...","path":"/v1/places/..."}}: what happened,
// when, and where to ask what it is now. The same each time that it is sent.
std::string WebhookBody(const WebhookDelivery& delivery);

// The message signed for `now`: with both secrets while the old one is still good. INTERNAL when the secret
// was sealed with another key than the policy's.
absl::StatusOr<WebhookMessage> SignedWebhookMessage(const WebhookPolicy& policy, const Webhook& webhook,
                                                    const WebhookDelivery& delivery, absl::Time now);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOK_MESSAGE_H_
