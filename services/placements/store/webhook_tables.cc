#include "services/placements/store/webhook_tables.h"

#include <string>
#include <utility>

#include "services/placements/store/booking_sql.h"
#include "services/placements/store/sql.h"

namespace boulevard::placements::store {
namespace {

using domain::PageOf;
using domain::Uuid;
using domain::Webhook;
using domain::WebhookDelivery;
using runtime::db::Row;

constexpr std::string_view kSelectWebhook =
    "SELECT id, provider_id, url, events, stopped, secret, old_secret, old_secret_until, created_at, "
    "delivered_at FROM webhooks";
constexpr std::string_view kSelectDelivery =
    "SELECT id, webhook_id, event, subject_id, happened_at, state, attempts, last_status, last_fault, "
    "next_attempt_at, retry_until, finished_at FROM webhook_deliveries";

Webhook WebhookOf(const Row& row) {
  return {.id = row.Id(0),
          .provider_id = row.Id(1),
          .url = row.String(2),
          .events = domain::WebhookEvents::FromBits(static_cast<int>(row.Int(3))),
          .stopped = OptionalWordOf<domain::WebhookStop>(row, 4),
          .secret = row.String(5),
          .old_secret = row.String(6),
          .old_secret_until = row.OptionalTime(7),
          .created_at = row.Time(8),
          .delivered_at = row.OptionalTime(9)};
}

WebhookDelivery DeliveryOf(const Row& row) {
  WebhookDelivery delivery{.id = row.Id(0),
                           .webhook_id = row.Id(1),
                           .event = WordOf<domain::WebhookEvent>(row, 2),
                           .subject_id = row.Id(3),
                           .happened_at = row.Time(4),
                           .state = WordOf<domain::WebhookDeliveryState>(row, 5),
                           .attempts = static_cast<int>(row.Int(6)),
                           .last_status = {},
                           .last_fault = OptionalWordOf<domain::WebhookFault>(row, 8),
                           .next_attempt_at = row.OptionalTime(9),
                           .retry_until = row.Time(10),
                           .finished_at = row.OptionalTime(11)};
  if (!row.IsNull(7)) delivery.last_status = static_cast<int>(row.Int(7));
  return delivery;
}

}  // namespace

absl::StatusOr<Webhook> MysqlWebhookTables::Get(const Uuid& id) {
  return QueryById(session_, kSelectWebhook, "id", id, "webhook", WebhookOf);
}

absl::StatusOr<Webhook> MysqlWebhookTables::Lock(const Uuid& id) {
  const std::string sql = std::string(kSelectWebhook).append(" WHERE id = ? FOR UPDATE");
  return QueryOne(session_, sql, id, "webhook", id.ToString(), WebhookOf);
}

absl::StatusOr<PageOf<Webhook>> MysqlWebhookTables::List(const std::optional<Uuid>& provider_id,
                                                         const domain::Page& page) {
  Conditions conditions;
  conditions.AddIf("id > ?", page.after);
  conditions.AddIf("provider_id = ?", provider_id);
  return QueryPage(session_, kSelectWebhook, std::move(conditions), "id", page.size, WebhookOf);
}

absl::StatusOr<int> MysqlWebhookTables::CountOf(const Uuid& provider_id) {
  int count = 0;
  RETURN_IF_ERROR(session_
                      .Query("SELECT COUNT(*) FROM webhooks WHERE provider_id = ?", {provider_id},
                             [&](const Row& row) { count = static_cast<int>(row.Int(0)); })
                      .status());
  return count;
}

absl::Status MysqlWebhookTables::Insert(const Webhook& webhook) {
  return session_
      .Execute(
          "INSERT INTO webhooks (id, provider_id, url, events, stopped, secret, old_secret, created_at) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          {webhook.id, webhook.provider_id, webhook.url, webhook.events.bits(), WordOrNull(webhook.stopped),
           webhook.secret, webhook.old_secret, webhook.created_at})
      .status();
}

absl::Status MysqlWebhookTables::Update(const Webhook& webhook) {
  return FoundOne(
      session_.Execute("UPDATE webhooks SET url = ?, events = ?, stopped = ?, secret = ?, "
                       "old_secret = ?, old_secret_until = ?, delivered_at = ? WHERE id = ?",
                       {webhook.url, webhook.events.bits(), WordOrNull(webhook.stopped), webhook.secret,
                        webhook.old_secret, webhook.old_secret_until, webhook.delivered_at, webhook.id}),
      "webhook", webhook.id.ToString());
}

absl::StatusOr<WebhookDelivery> MysqlWebhookTables::GetDelivery(const Uuid& id) {
  return QueryById(session_, kSelectDelivery, "id", id, "webhook delivery", DeliveryOf);
}

absl::StatusOr<PageOf<WebhookDelivery>> MysqlWebhookTables::ListDeliveries(
    const domain::WebhookDeliveryFilter& filter, const domain::Page& page) {
  Conditions conditions;
  conditions.Add("webhook_id = ?", filter.webhook_id);
  conditions.AddIf("id > ?", page.after);
  if (filter.state) conditions.Add("state = ?", domain::Word(*filter.state));
  return QueryPage(session_, kSelectDelivery, std::move(conditions), "id", page.size, DeliveryOf);
}

absl::Status MysqlWebhookTables::Insert(const WebhookDelivery& delivery) {
  return session_
      .Execute(
          "INSERT INTO webhook_deliveries (id, webhook_id, event, subject_id, happened_at, state, attempts, "
          "next_attempt_at, retry_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          {delivery.id, delivery.webhook_id, domain::Word(delivery.event), delivery.subject_id,
           delivery.happened_at, domain::Word(delivery.state), delivery.attempts, delivery.next_attempt_at,
           delivery.retry_until})
      .status();
}

absl::Status MysqlWebhookTables::Update(const WebhookDelivery& delivery) {
  return FoundOne(
      session_.Execute(
          "UPDATE webhook_deliveries SET state = ?, attempts = ?, last_status = ?, last_fault = ?, "
          "next_attempt_at = ?, retry_until = ?, finished_at = ? WHERE id = ?",
          {domain::Word(delivery.state), delivery.attempts, delivery.last_status,
           WordOrNull(delivery.last_fault), delivery.next_attempt_at, delivery.retry_until,
           delivery.finished_at, delivery.id}),
      "webhook delivery", delivery.id.ToString());
}

absl::StatusOr<std::vector<Uuid>> MysqlWebhookTables::Waiting(absl::Time now, int limit) {
  return QueryAll(session_,
                  "SELECT w.id FROM webhooks w WHERE w.stopped IS NULL AND "
                  "(w.leased_until IS NULL OR w.leased_until <= ?) AND EXISTS (SELECT 1 FROM "
                  "webhook_deliveries d WHERE d.webhook_id = w.id AND d.state = 'pending' AND "
                  "d.next_attempt_at <= ?) ORDER BY w.leased_until, w.id LIMIT ?",
                  std::initializer_list<runtime::db::Param>{now, now, limit},
                  [](const Row& row) { return row.Id(0); });
}

absl::StatusOr<std::optional<Webhook>> MysqlWebhookTables::Lease(const Uuid& id, absl::Time now,
                                                                 absl::Time until) {
  const std::string sql =
      std::string(kSelectWebhook)
          .append(
              " WHERE id = ? AND stopped IS NULL AND (leased_until IS NULL OR leased_until <= ?) "
              "FOR UPDATE SKIP LOCKED");
  ASSIGN_OR_RETURN(std::vector<Webhook> found,
                   QueryAll(session_, sql, std::initializer_list<runtime::db::Param>{id, now}, WebhookOf));
  if (found.empty()) return std::nullopt;
  RETURN_IF_ERROR(
      session_.Execute("UPDATE webhooks SET leased_until = ? WHERE id = ?", {until, id}).status());
  return std::move(found.front());
}

absl::Status MysqlWebhookTables::Release(const Uuid& id, absl::Time until, absl::Time now) {
  return session_
      .Execute("UPDATE webhooks SET leased_until = ? WHERE id = ? AND leased_until = ?", {now, id, until})
      .status();
}

absl::StatusOr<std::vector<WebhookDelivery>> MysqlWebhookTables::Due(const Uuid& webhook_id, absl::Time now,
                                                                     int limit) {
  const std::string sql = std::string(kSelectDelivery)
                              .append(
                                  " WHERE webhook_id = ? AND state = 'pending' AND next_attempt_at <= ? "
                                  "ORDER BY next_attempt_at, id LIMIT ?");
  return QueryAll(session_, sql, std::initializer_list<runtime::db::Param>{webhook_id, now, limit},
                  DeliveryOf);
}

absl::StatusOr<int64_t> MysqlWebhookTables::CountPending() {
  int64_t count = 0;
  RETURN_IF_ERROR(session_
                      .Query("SELECT COUNT(*) FROM webhook_deliveries WHERE state = 'pending'", {},
                             [&](const Row& row) { count = row.Int(0); })
                      .status());
  return count;
}

absl::Status MysqlWebhookTables::Forget(absl::Time before, int limit) {
  return session_
      .Execute(
          "DELETE FROM webhook_deliveries WHERE state IN ('delivered', 'failed') AND finished_at < ? LIMIT ?",
          {before, limit})
      .status();
}

}  // namespace boulevard::placements::store
