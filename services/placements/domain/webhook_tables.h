#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOK_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOK_TABLES_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/placements/domain/filters.h"
#include "services/placements/domain/webhook_types.h"

namespace boulevard::placements::domain {

// Webhooks and the messages to them. Who changes a message holds the lock of its webhook.
class WebhookTables {
 public:
  virtual ~WebhookTables() = default;

  virtual absl::StatusOr<Webhook> Get(const Uuid& id) = 0;
  virtual absl::StatusOr<Webhook> Lock(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<Webhook>> List(const std::optional<Uuid>& provider_id, const Page& page) = 0;
  virtual absl::StatusOr<int> CountOf(const Uuid& provider_id) = 0;
  virtual absl::Status Insert(const Webhook& webhook) = 0;
  // All but provider and time of registration.
  virtual absl::Status Update(const Webhook& webhook) = 0;

  virtual absl::StatusOr<WebhookDelivery> GetDelivery(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<WebhookDelivery>> ListDeliveries(const WebhookDeliveryFilter& filter,
                                                                 const Page& page) = 0;
  virtual absl::Status Insert(const WebhookDelivery& delivery) = 0;
  virtual absl::Status Update(const WebhookDelivery& delivery) = 0;

  // Webhooks that are not leased and have messages that are due: the longest not served first.
  virtual absl::StatusOr<std::vector<Uuid>> Waiting(absl::Time now, int limit) = 0;
  // Nothing when another has it, or holds its lock, or it is stopped.
  virtual absl::StatusOr<std::optional<Webhook>> Lease(const Uuid& id, absl::Time now, absl::Time until) = 0;
  // Ends a lease until `until`, unless it lapsed and is another's by now.
  virtual absl::Status Release(const Uuid& id, absl::Time until, absl::Time now) = 0;
  // The longest due first.
  virtual absl::StatusOr<std::vector<WebhookDelivery>> Due(const Uuid& webhook_id, absl::Time now,
                                                           int limit) = 0;

  virtual absl::StatusOr<int64_t> CountPending() = 0;
  // Forgets messages that were finished before that, `limit` at most.
  virtual absl::Status Forget(absl::Time before, int limit) = 0;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOK_TABLES_H_
