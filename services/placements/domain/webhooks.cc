#include "services/placements/domain/webhooks.h"

#include "absl/strings/str_cat.h"
#include "services/placements/domain/reading.h"
#include "services/placements/domain/scope.h"
#include "services/placements/domain/transaction.h"
#include "services/placements/domain/webhook_delivery.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/webhooks/address_guard.h"
#include "services/runtime/webhooks/signature.h"

namespace boulevard::placements::domain {
namespace {

constexpr int kMostOfProvider = 10;
constexpr absl::Duration kOldSecretStays = absl::Hours(24);

absl::StatusOr<Webhook> LockOwn(Tables& tables, const runtime::Principal& principal, const Uuid& id) {
  ASSIGN_OR_RETURN(Webhook webhook, tables.webhooks.Lock(id));
  RETURN_IF_ERROR(CheckOwner(principal, webhook.provider_id));
  return webhook;
}

absl::Status CheckRunning(const Webhook& webhook, std::string_view step) {
  return webhook.stopped ? runtime::WrongState("webhook", step, "disabled", {"enable"}) : absl::OkStatus();
}

// Where messages go is the provider's own business.
absl::Status CheckMayChange(const runtime::Principal& principal) {
  if (principal.role == runtime::Role::kProvider) return absl::OkStatus();
  return absl::PermissionDeniedError("only the provider changes where and what its webhook is sent");
}

absl::Status CheckRoom(int there) {
  if (there < kMostOfProvider) return absl::OkStatus();
  return runtime::RulesBroken({{"webhook-limit", absl::StrCat(there + 1), absl::StrCat(kMostOfProvider)}});
}

}  // namespace

absl::Status Webhooks::Check(const Webhook& webhook) const {
  if (webhook.events.Has(WebhookEvent::kTest)) {
    return runtime::InvalidField("webhook.events", "server-only", "test is sent when it is asked for");
  }
  const absl::Status usable = runtime::webhooks::CheckUrl(webhook.url, policy_.allow_private);
  if (usable.ok()) return usable;
  return runtime::InvalidField("webhook.url", "webhook-url", runtime::StdView(usable.message()));
}

absl::StatusOr<std::string> Webhooks::NewSecretFor(Webhook& webhook) const {
  if (!policy_.box) return absl::FailedPreconditionError("this site has no key for the secrets of webhooks");
  const std::string secret = runtime::webhooks::NewSecret();
  webhook.secret = policy_.box->Seal(webhook.id.AsBytes(), secret);
  return runtime::webhooks::SecretText(secret);
}

absl::StatusOr<PageOf<Webhook>> Webhooks::List(const runtime::CallContext& context,
                                               std::optional<Uuid> provider_id, const Page& page) const {
  ASSIGN_OR_RETURN(provider_id, ScopeOf(context.principal, provider_id));
  return ReadFrom(store_, context.deadline,
                  [&](Tables& tables) { return tables.webhooks.List(provider_id, page); });
}

absl::StatusOr<Webhook> Webhooks::Get(const runtime::CallContext& context, const Uuid& id) const {
  return ReadFrom(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Webhook> {
    ASSIGN_OR_RETURN(Webhook webhook, tables.webhooks.Get(id));
    RETURN_IF_ERROR(CheckOwner(context.principal, webhook.provider_id));
    return webhook;
  });
}

absl::StatusOr<WebhookWithSecret> Webhooks::Create(const runtime::CallContext& context,
                                                   const Webhook& draft) const {
  if (!context.principal.provider_id) return absl::PermissionDeniedError("only a provider has webhooks");
  RETURN_IF_ERROR(Check(draft));
  WebhookWithSecret made{.webhook = draft, .secret = {}};
  made.webhook.id = runtime::NewUuid(clock_.Now());
  made.webhook.provider_id = *context.principal.provider_id;
  made.webhook.created_at = ToMicroseconds(clock_.Now());
  ASSIGN_OR_RETURN(made.secret, NewSecretFor(made.webhook));
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<WebhookWithSecret> {
    // Two at once are counted one after the other.
    RETURN_IF_ERROR(tables.stock.LockProvider(made.webhook.provider_id).status());
    ASSIGN_OR_RETURN(const int there, tables.webhooks.CountOf(made.webhook.provider_id));
    RETURN_IF_ERROR(CheckRoom(there));
    RETURN_IF_ERROR(tables.webhooks.Insert(made.webhook));
    return made;
  });
}

absl::StatusOr<Webhook> Webhooks::Update(const runtime::CallContext& context, const Uuid& id,
                                         absl::FunctionRef<absl::Status(Webhook&)> change) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Webhook> {
    ASSIGN_OR_RETURN(const Webhook before, LockOwn(tables, context.principal, id));
    Webhook webhook = before;
    RETURN_IF_ERROR(change(webhook));
    if (webhook.url != before.url || webhook.events != before.events) {
      RETURN_IF_ERROR(CheckMayChange(context.principal));
      RETURN_IF_ERROR(Check(webhook));
    }
    RETURN_IF_ERROR(tables.webhooks.Update(webhook));
    return webhook;
  });
}

absl::StatusOr<WebhookWithSecret> Webhooks::RotateSecret(const runtime::CallContext& context,
                                                         const Uuid& id) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<WebhookWithSecret> {
    ASSIGN_OR_RETURN(Webhook webhook, LockOwn(tables, context.principal, id));
    webhook.old_secret = webhook.secret;
    webhook.old_secret_until = ToMicroseconds(clock_.Now()) + kOldSecretStays;
    ASSIGN_OR_RETURN(const std::string secret, NewSecretFor(webhook));
    RETURN_IF_ERROR(tables.webhooks.Update(webhook));
    return WebhookWithSecret{webhook, secret};
  });
}

absl::StatusOr<WebhookDelivery> Webhooks::SendTest(const runtime::CallContext& context,
                                                   const Uuid& id) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<WebhookDelivery> {
    ASSIGN_OR_RETURN(const Webhook webhook, LockOwn(tables, context.principal, id));
    RETURN_IF_ERROR(CheckRunning(webhook, "test"));
    const WebhookDelivery delivery =
        NewWebhookDelivery(webhook.id, WebhookEvent::kTest, Uuid{}, clock_.Now(), clock_.Now());
    RETURN_IF_ERROR(tables.webhooks.Insert(delivery));
    return delivery;
  });
}

absl::StatusOr<PageOf<WebhookDelivery>> Webhooks::ListDeliveries(const runtime::CallContext& context,
                                                                 const WebhookDeliveryFilter& filter,
                                                                 const Page& page) const {
  RETURN_IF_ERROR(Get(context, filter.webhook_id).status());
  return ReadFrom(store_, context.deadline,
                  [&](Tables& tables) { return tables.webhooks.ListDeliveries(filter, page); });
}

absl::StatusOr<WebhookDelivery> Webhooks::GetDelivery(const runtime::CallContext& context,
                                                      const Uuid& id) const {
  return ReadFrom(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<WebhookDelivery> {
    ASSIGN_OR_RETURN(const WebhookDelivery delivery, tables.webhooks.GetDelivery(id));
    ASSIGN_OR_RETURN(const Webhook webhook, tables.webhooks.Get(delivery.webhook_id));
    RETURN_IF_ERROR(CheckOwner(context.principal, webhook.provider_id));
    return delivery;
  });
}

absl::StatusOr<WebhookDelivery> Webhooks::Replay(const runtime::CallContext& context, const Uuid& id) const {
  // Whose it is never changes, so it may be read before its webhook is locked.
  ASSIGN_OR_RETURN(const WebhookDelivery seen, GetDelivery(context, id));
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<WebhookDelivery> {
    ASSIGN_OR_RETURN(const Webhook webhook, LockOwn(tables, context.principal, seen.webhook_id));
    RETURN_IF_ERROR(CheckRunning(webhook, "replay"));
    ASSIGN_OR_RETURN(WebhookDelivery delivery, tables.webhooks.GetDelivery(id));
    SendAnew(delivery, clock_.Now());
    RETURN_IF_ERROR(tables.webhooks.Update(delivery));
    return delivery;
  });
}

}  // namespace boulevard::placements::domain
