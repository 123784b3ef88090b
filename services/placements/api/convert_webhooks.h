#ifndef BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_WEBHOOKS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_WEBHOOKS_H_

#include "boulevard/placements/v1/webhooks.pb.h"
#include "services/placements/domain/webhooks.h"

// Webhooks, between contract and domain.
namespace boulevard::placements::api {

// Without its secret.
v1::Webhook WebhookMessage(const domain::Webhook& webhook);
// With it; the version is the same.
v1::Webhook WebhookMessage(const domain::WebhookWithSecret& made);
v1::WebhookDelivery DeliveryMessage(const domain::WebhookDelivery& delivery);

// What a caller may change.
void Apply(const v1::Webhook& message, domain::Webhook& webhook);

}  // namespace boulevard::placements::api

#endif  // BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_WEBHOOKS_H_
