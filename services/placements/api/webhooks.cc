#include "services/placements/domain/webhooks.h"

#include <functional>
#include <string>

#include "boulevard/placements/v1/webhooks.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_enums.h"
#include "services/placements/api/convert_webhooks.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::Webhooks;
using runtime::CallContext;

absl::StatusOr<v1::ListWebhooksResponse> List(const Webhooks& webhooks, const CallContext& context,
                                              const v1::ListWebhooksRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  ASSIGN_OR_RETURN(const auto found, webhooks.List(context, OptionalIdFrom(request.provider_id()), page));
  v1::ListWebhooksResponse response;
  for (const domain::Webhook& webhook : found.rows) *response.add_webhooks() = WebhookMessage(webhook);
  response.set_next_page_token(NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::Webhook> Get(const Webhooks& webhooks, const CallContext& context,
                                const v1::GetWebhookRequest& request) {
  ASSIGN_OR_RETURN(const auto webhook, webhooks.Get(context, IdFrom(request.id())));
  return WebhookMessage(webhook);
}

absl::StatusOr<v1::Webhook> Create(const Webhooks& webhooks, const CallContext& context,
                                   const v1::CreateWebhookRequest& request) {
  domain::Webhook draft;
  Apply(request.webhook(), draft);
  ASSIGN_OR_RETURN(const auto made, webhooks.Create(context, draft));
  return WebhookMessage(made);
}

absl::StatusOr<v1::Webhook> Update(const Webhooks& webhooks, const CallContext& context,
                                   const v1::UpdateWebhookRequest& request) {
  const auto change = [&](domain::Webhook& webhook) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::Webhook merged, Patched(WebhookMessage(webhook), request.webhook(), request));
    Apply(merged, webhook);
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const auto webhook, webhooks.Update(context, IdFrom(request.id()), change));
  return WebhookMessage(webhook);
}

absl::StatusOr<v1::Webhook> RotateSecret(const Webhooks& webhooks, const CallContext& context,
                                         const v1::RotateWebhookSecretRequest& request) {
  ASSIGN_OR_RETURN(const auto made, webhooks.RotateSecret(context, IdFrom(request.id())));
  return WebhookMessage(made);
}

absl::StatusOr<v1::WebhookDelivery> SendTest(const Webhooks& webhooks, const CallContext& context,
                                             const v1::TestWebhookRequest& request) {
  ASSIGN_OR_RETURN(const auto delivery, webhooks.SendTest(context, IdFrom(request.id())));
  return DeliveryMessage(delivery);
}

absl::StatusOr<v1::ListWebhookDeliveriesResponse> ListDeliveries(
    const Webhooks& webhooks, const CallContext& context, const v1::ListWebhookDeliveriesRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  const domain::WebhookDeliveryFilter filter = {
      .webhook_id = IdFrom(request.id()),
      .state = OptionalEnumFrom<domain::WebhookDeliveryState>(request.state())};
  ASSIGN_OR_RETURN(const auto found, webhooks.ListDeliveries(context, filter, page));
  v1::ListWebhookDeliveriesResponse response;
  for (const domain::WebhookDelivery& delivery : found.rows) {
    *response.add_deliveries() = DeliveryMessage(delivery);
  }
  response.set_next_page_token(NextPageToken(request, found));
  return response;
}

absl::StatusOr<v1::WebhookDelivery> GetDelivery(const Webhooks& webhooks, const CallContext& context,
                                                const v1::GetWebhookDeliveryRequest& request) {
  ASSIGN_OR_RETURN(const auto delivery, webhooks.GetDelivery(context, IdFrom(request.id())));
  return DeliveryMessage(delivery);
}

absl::StatusOr<v1::WebhookDelivery> Replay(const Webhooks& webhooks, const CallContext& context,
                                           const v1::ReplayWebhookDeliveryRequest& request) {
  ASSIGN_OR_RETURN(const auto delivery, webhooks.Replay(context, IdFrom(request.id())));
  return DeliveryMessage(delivery);
}

}  // namespace

void BindWebhooks(domain::Store& store, const runtime::Clock& clock, const domain::WebhookPolicy& policy,
                  runtime::rpc::Handlers& handlers) {
  const Webhooks webhooks(store, clock, policy);
  const std::string service = "boulevard.placements.v1.WebhookService.";
  handlers.Bind<v1::ListWebhooksRequest, v1::ListWebhooksResponse>(service + "ListWebhooks",
                                                                   std::bind_front(List, webhooks));
  handlers.Bind<v1::GetWebhookRequest, v1::Webhook>(service + "GetWebhook", std::bind_front(Get, webhooks));
  handlers.Bind<v1::CreateWebhookRequest, v1::Webhook>(service + "CreateWebhook",
                                                       std::bind_front(Create, webhooks));
  handlers.Bind<v1::UpdateWebhookRequest, v1::Webhook>(service + "UpdateWebhook",
                                                       std::bind_front(Update, webhooks));
  handlers.Bind<v1::RotateWebhookSecretRequest, v1::Webhook>(service + "RotateWebhookSecret",
                                                             std::bind_front(RotateSecret, webhooks));
  handlers.Bind<v1::TestWebhookRequest, v1::WebhookDelivery>(service + "TestWebhook",
                                                             std::bind_front(SendTest, webhooks));
  handlers.Bind<v1::ListWebhookDeliveriesRequest, v1::ListWebhookDeliveriesResponse>(
      service + "ListWebhookDeliveries", std::bind_front(ListDeliveries, webhooks));
  handlers.Bind<v1::GetWebhookDeliveryRequest, v1::WebhookDelivery>(service + "GetWebhookDelivery",
                                                                    std::bind_front(GetDelivery, webhooks));
  handlers.Bind<v1::ReplayWebhookDeliveryRequest, v1::WebhookDelivery>(service + "ReplayWebhookDelivery",
                                                                       std::bind_front(Replay, webhooks));
}

}  // namespace boulevard::placements::api
