#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOKS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOKS_H_

#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/auth/sealed_box.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

// What the site says about webhooks.
struct WebhookPolicy {
  // Seals secrets; nothing: no webhook can be registered here.
  std::optional<runtime::SealedBox> box;
  bool allow_private = false;  // addresses that are not of the public internet; for development alone
};

struct WebhookWithSecret {
  Webhook webhook;
  std::string secret;  // as the provider gets it, once
};

// What providers do with their webhooks. Those of others are PERMISSION_DENIED to them; an admin sees all.
class Webhooks {
 public:
  // All three outlive it.
  Webhooks(Store& store, const runtime::Clock& clock, const WebhookPolicy& policy)
      : store_(store), clock_(clock), policy_(policy) {}

  absl::StatusOr<PageOf<Webhook>> List(const runtime::CallContext& context, std::optional<Uuid> provider_id,
                                       const Page& page) const;
  absl::StatusOr<Webhook> Get(const runtime::CallContext& context, const Uuid& id) const;
  // `draft`: address, events, and whether it is stopped. FAILED_PRECONDITION beyond ten of a provider.
  absl::StatusOr<WebhookWithSecret> Create(const runtime::CallContext& context, const Webhook& draft) const;
  // `change` may refuse, or alter what a draft has.
  absl::StatusOr<Webhook> Update(const runtime::CallContext& context, const Uuid& id,
                                 absl::FunctionRef<absl::Status(Webhook&)> change) const;
  absl::StatusOr<WebhookWithSecret> RotateSecret(const runtime::CallContext& context, const Uuid& id) const;

  absl::StatusOr<WebhookDelivery> SendTest(const runtime::CallContext& context, const Uuid& id) const;
  absl::StatusOr<PageOf<WebhookDelivery>> ListDeliveries(const runtime::CallContext& context,
                                                         const WebhookDeliveryFilter& filter,
                                                         const Page& page) const;
  absl::StatusOr<WebhookDelivery> GetDelivery(const runtime::CallContext& context, const Uuid& id) const;
  absl::StatusOr<WebhookDelivery> Replay(const runtime::CallContext& context, const Uuid& id) const;

 private:
  absl::Status Check(const Webhook& webhook) const;
  absl::StatusOr<std::string> NewSecretFor(Webhook& webhook) const;

  Store& store_;
  const runtime::Clock& clock_;
  const WebhookPolicy& policy_;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOKS_H_
