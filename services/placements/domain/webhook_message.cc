#include "services/placements/domain/webhook_message.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/webhooks/signature.h"

namespace boulevard::placements::domain {
namespace {

std::string_view CollectionOf(WebhookEvent event) {
  switch (event) {
    case WebhookEvent::kPlaceAvailability:
    case WebhookEvent::kPlaceChanged:
      return "places";
    case WebhookEvent::kUnitChanged:
      return "units";
    case WebhookEvent::kFacilityChanged:
      return "facilities";
    case WebhookEvent::kOfferChanged:
      return "offers";
    case WebhookEvent::kPlacementChanged:
      return "placements";
    case WebhookEvent::kTest:
      break;
  }
  return "";
}

absl::StatusOr<std::string> SignatureWith(const WebhookPolicy& policy, const Webhook& webhook,
                                          const std::string& sealed, std::string_view id, absl::Time now,
                                          std::string_view body) {
  const std::optional<std::string> secret =
      policy.box ? policy.box->Open(webhook.id.AsBytes(), sealed) : std::nullopt;
  if (!secret) return absl::InternalError("the key of the site does not open the secret of a webhook");
  return runtime::webhooks::Signature(*secret, id, now, body);
}

}  // namespace

std::string WebhookBody(const WebhookDelivery& delivery) {
  const std::string at = absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", delivery.happened_at, absl::UTCTimeZone());
  const absl::string_view type = runtime::AbslView(Word(delivery.event));
  std::string data;
  if (delivery.event != WebhookEvent::kTest) {
    const std::string id = delivery.subject_id.ToString();
    data = absl::StrCat(R"("id":")", id, R"(","path":"/v1/)", runtime::AbslView(CollectionOf(delivery.event)),
                        "/", id, "\"");
  }
  return absl::StrCat(R"({"type":")", type, R"(","timestamp":")", at, R"(","data":{)", data, "}}");
}

absl::StatusOr<WebhookMessage> SignedWebhookMessage(const WebhookPolicy& policy, const Webhook& webhook,
                                                    const WebhookDelivery& delivery, absl::Time now) {
  const std::string id = delivery.id.ToString();
  WebhookMessage message{.headers = {}, .body = WebhookBody(delivery)};
  ASSIGN_OR_RETURN(std::string signatures,
                   SignatureWith(policy, webhook, webhook.secret, id, now, message.body));
  if (webhook.old_secret_until && now < *webhook.old_secret_until) {
    ASSIGN_OR_RETURN(const std::string old,
                     SignatureWith(policy, webhook, webhook.old_secret, id, now, message.body));
    absl::StrAppend(&signatures, " ", old);
  }
  message.headers = {absl::StrCat("webhook-id: ", id),
                     absl::StrCat("webhook-timestamp: ", absl::ToUnixSeconds(now)),
                     absl::StrCat("webhook-signature: ", signatures)};
  return message;
}

}  // namespace boulevard::placements::domain
