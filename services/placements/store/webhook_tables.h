#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_WEBHOOK_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_WEBHOOK_TABLES_H_

#include <optional>
#include <vector>

#include "services/placements/domain/store.h"
#include "services/runtime/db/session.h"

namespace boulevard::placements::store {

class MysqlWebhookTables final : public domain::WebhookTables {
 public:
  // The session outlives it.
  explicit MysqlWebhookTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<domain::Webhook> Get(const domain::Uuid& id) override;
  absl::StatusOr<domain::Webhook> Lock(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::Webhook>> List(const std::optional<domain::Uuid>& provider_id,
                                                       const domain::Page& page) override;
  absl::StatusOr<int> CountOf(const domain::Uuid& provider_id) override;
  absl::Status Insert(const domain::Webhook& webhook) override;
  absl::Status Update(const domain::Webhook& webhook) override;

  absl::StatusOr<domain::WebhookDelivery> GetDelivery(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::WebhookDelivery>> ListDeliveries(
      const domain::WebhookDeliveryFilter& filter, const domain::Page& page) override;
  absl::Status Insert(const domain::WebhookDelivery& delivery) override;
  absl::Status Update(const domain::WebhookDelivery& delivery) override;

  absl::StatusOr<std::vector<domain::Uuid>> Waiting(absl::Time now, int limit) override;
  absl::StatusOr<std::optional<domain::Webhook>> Lease(const domain::Uuid& id, absl::Time now,
                                                       absl::Time until) override;
  absl::Status Release(const domain::Uuid& id, absl::Time until, absl::Time now) override;
  absl::StatusOr<std::vector<domain::WebhookDelivery>> Due(const domain::Uuid& webhook_id, absl::Time now,
                                                           int limit) override;

  absl::StatusOr<int64_t> CountPending() override;
  absl::Status Forget(absl::Time before, int limit) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_WEBHOOK_TABLES_H_
