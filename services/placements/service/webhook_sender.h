#ifndef BOULEVARD_SERVICES_PLACEMENTS_SERVICE_WEBHOOK_SENDER_H_
#define BOULEVARD_SERVICES_PLACEMENTS_SERVICE_WEBHOOK_SENDER_H_

#include <map>
#include <random>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/placements/domain/webhook_delivery.h"
#include "services/placements/domain/webhooks.h"
#include "services/placements/store/webhook_events.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/time/clock.h"
#include "services/runtime/webhooks/poster.h"

namespace boulevard::placements {

// Sends the messages of webhooks: makes them of what happened, posts those that are due, keeps what came of
// it. Every replica has one; they share the webhooks out among them. What a replica had under way when it was
// killed is sent again by another once its lease has lapsed. Used by one thread.
class WebhookSender {
 public:
  struct Options {
    runtime::db::Pool& pool;
    domain::Store& store;
    const domain::WebhookPolicy& policy;
    const runtime::Clock& clock;
    runtime::Registry& metrics;
    runtime::webhooks::PostOptions post;
  };

  // What the options refer to outlives it.
  explicit WebhookSender(const Options& options);

  // One round; the first failure, of which the rest of the round does not suffer.
  absl::Status Step(absl::Time deadline);
  // How long to wait until the next.
  absl::Duration Pause() const;

 private:
  struct UnderWay {
    domain::WebhookDelivery delivery;
    absl::Time leased_until;
  };

  absl::Status Queue(absl::Time deadline);
  absl::Status Claim(absl::Time deadline);
  absl::Status Post(const domain::WebhookBatch& batch);
  absl::Status Keep(const runtime::webhooks::Posted& posted, absl::Time deadline);
  absl::Status ReleaseIfDone(const UnderWay& last, absl::Time deadline);
  absl::Status Measure(absl::Time deadline);
  double Dice() { return std::uniform_real_distribution<double>(0, 1)(random_); }

  domain::Store& store_;
  const domain::WebhookPolicy& policy_;
  const runtime::Clock& clock_;
  store::WebhookEvents events_;
  runtime::webhooks::Poster poster_;
  std::map<domain::Uuid, UnderWay> under_way_;  // by delivery
  std::mt19937 random_{std::random_device()()};
  absl::Time measured_at_ = absl::InfinitePast();
  prometheus::Gauge& pending_;
  prometheus::Counter& delivered_;
  prometheus::Counter& retried_;
  prometheus::Counter& failed_;
};

}  // namespace boulevard::placements

#endif  // BOULEVARD_SERVICES_PLACEMENTS_SERVICE_WEBHOOK_SENDER_H_
