#include "services/placements/service/service.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "boulevard/placements/v1/applications.pb.h"
#include "boulevard/placements/v1/availability.pb.h"
#include "boulevard/placements/v1/closures.pb.h"
#include "boulevard/placements/v1/facilities.pb.h"
#include "boulevard/placements/v1/match_proposals.pb.h"
#include "boulevard/placements/v1/matches.pb.h"
#include "boulevard/placements/v1/offers.pb.h"
#include "boulevard/placements/v1/placements.pb.h"
#include "boulevard/placements/v1/places.pb.h"
#include "boulevard/placements/v1/programmes.pb.h"
#include "boulevard/placements/v1/providers.pb.h"
#include "boulevard/placements/v1/rule_sets.pb.h"
#include "boulevard/placements/v1/units.pb.h"
#include "boulevard/placements/v1/waiting_list.pb.h"
#include "boulevard/placements/v1/webhooks.pb.h"
#include "services/placements/api/handlers.h"
#include "services/placements/domain/applications.h"
#include "services/placements/domain/availability_feed.h"
#include "services/placements/domain/offers.h"
#include "services/placements/schema/migrations.h"
#include "services/placements/service/place_gauges.h"
#include "services/placements/service/repeating.h"
#include "services/placements/service/webhook_sender.h"
#include "services/placements/solver/flow_solver.h"
#include "services/placements/store/mysql_store.h"
#include "services/runtime/config/secret.h"
#include "services/runtime/db/migrator.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/events/outbox.h"
#include "services/runtime/idempotency/repeatable_writes.h"
#include "services/runtime/log/log.h"
#include "services/runtime/rpc/dispatcher.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements {
namespace {

using runtime::idempotency::RepeatableWrites;

// What the service does by itself never waits for the workers' connections.
constexpr int kOwnConnections = 5;
constexpr absl::Duration kMigrationTime = absl::Minutes(5);
constexpr absl::Duration kProbeEvery = absl::Milliseconds(500);
// A database that is back is used again at once.
constexpr absl::Duration kProbeWhenAway = absl::Milliseconds(100);
// On a machine that has too much to do, an answer to nothing may well take a second.
constexpr absl::Duration kProbeTime = absl::Seconds(2);
constexpr absl::Duration kSweepEvery = absl::Seconds(1);
constexpr absl::Duration kSweepTime = absl::Seconds(10);
constexpr absl::Duration kFeedEvery = absl::Milliseconds(50);
constexpr absl::Duration kFeedWhenNobodyListens = absl::Milliseconds(250);
constexpr absl::Duration kFeedAfterFailure = absl::Seconds(1);
constexpr absl::Duration kFeedTime = absl::Seconds(5);
constexpr absl::Duration kEventsKept = absl::Hours(48);
constexpr int64_t kMostEventsKept = 1'000'000;
constexpr size_t kShortestWebhookKey = 32;
constexpr absl::Duration kSendTime = absl::Seconds(5);
constexpr absl::Duration kSendAfterFailure = absl::Seconds(1);
constexpr absl::Duration kCountEvery = absl::Seconds(15);
constexpr absl::Duration kCountTime = absl::Minutes(1);
// Counting a large stock takes long: no more than one part in so many of the time goes to it.
constexpr int kCountShare = 20;

// A proposal takes seconds, and its lines are booked one by one: neither is one transaction.
bool IsDoneInParts(const google::protobuf::MethodDescriptor& method) {
  return method.service() == v1::MatchProposal::descriptor()->file()->service(0);
}

runtime::rpc::Handlers HandlersOf(domain::Store& store, domain::AvailabilityFeed& feed,
                                  const runtime::Clock& clock, const domain::WebhookPolicy& webhooks,
                                  RepeatableWrites& writes) {
  runtime::rpc::Handlers handlers;
  api::BindAll(store, solver::SolveByFlow, clock, handlers);
  api::BindWebhooks(store, clock, webhooks, handlers);
  api::BindAvailabilityEvents(feed, handlers);
  handlers.Wrap([&writes](const google::protobuf::MethodDescriptor& method, const auto&... call) {
    return IsDoneInParts(method) ? writes.RunInParts(method, call...) : writes.Run(method, call...);
  });
  return handlers;
}

absl::StatusOr<domain::WebhookPolicy> PolicyOf(const WebhookOptions& options) {
  domain::WebhookPolicy policy{.box = {}, .allow_private = options.allow_private};
  if (options.key_file.empty()) return policy;
  ASSIGN_OR_RETURN(const std::string key, runtime::config::ReadSecret(options.key_file));
  if (key.size() < kShortestWebhookKey) {
    return absl::InvalidArgumentError("the key for webhooks is shorter than 32 characters");
  }
  policy.box = runtime::SealedBox::FromText(key);
  return policy;
}

void LogFailure(std::string_view event, const absl::Status& status) {
  if (status.ok()) return;
  const std::string code = absl::StatusCodeToString(status.code());
  runtime::log::Warning(event, {{"code", code}, {"reason", runtime::StdView(status.message())}});
}

}  // namespace

class PlacementsService::Impl {
 public:
  Impl(const Options& options, std::unique_ptr<runtime::db::Pool> pool, domain::WebhookPolicy webhooks)
      : clock_(options.clock),
        pool_(std::move(pool)),
        store_(*pool_),
        outbox_(*pool_, options.metrics),
        feed_(store_, clock_),
        webhook_policy_(std::move(webhooks)),
        webhooks_(
            {.pool = *pool_,
             .store = store_,
             .policy = webhook_policy_,
             .clock = clock_,
             .metrics = options.metrics,
             .post = {.ca_file = options.webhooks.ca_file, .allow_private = options.webhooks.allow_private}}),
        gauges_(*pool_, options.metrics),
        writes_(*pool_, clock_, options.metrics),
        dispatcher_(std::in_place, HandlersOf(store_, feed_, clock_, webhook_policy_, writes_),
                    options.verifier, clock_, options.metrics,
                    runtime::rpc::DispatcherOptions{.workers = options.workers}) {
    probe_.emplace([this] { return Probe(); });
    sweeper_.emplace([this] { return Sweep(); });
    counter_.emplace([this] { return Count(); });
    feeder_.emplace([this] { return Feed(); });
    sender_.emplace([this] { return Send(); });
    snapshots_.emplace([this] {
      feed_.ServeWaiting(absl::Now() + kFeedTime);
      return kFeedEvery;
    });
  }
  ~Impl() { Stop(); }

  runtime::rpc::Backend& backend() { return *dispatcher_; }

  absl::Status Ready() const {
    absl::MutexLock lock(&mutex_);
    return ready_;
  }

  void Stop() {
    sender_.reset();
    snapshots_.reset();
    feeder_.reset();
    counter_.reset();
    sweeper_.reset();
    probe_.reset();
    dispatcher_.reset();
  }

 private:
  absl::Duration Probe() {
    const absl::Status answered = pool_->Probe(absl::Now() + kProbeTime);
    absl::MutexLock lock(&mutex_);
    ready_ = answered.ok() ? answered : absl::UnavailableError("the database does not answer");
    return answered.ok() ? kProbeEvery : kProbeWhenAway;
  }

  absl::Duration Sweep() {
    LogFailure("offers not expired",
               domain::ExpireOverdueOffers(store_, clock_, absl::Now() + kSweepTime).status());
    LogFailure("applications not expired",
               domain::ExpireOverdueApplications(store_, clock_, absl::Now() + kSweepTime).status());
    LogFailure("idempotency keys not forgotten", writes_.ForgetOld(absl::Now() + kSweepTime));
    LogFailure("events not forgotten",
               outbox_.Forget(kEventsKept, kMostEventsKept, absl::Now() + kSweepTime));
    return kSweepEvery;
  }

  absl::Duration Feed() {
    const absl::Status numbered = outbox_.Number(absl::Now() + kFeedTime).status();
    LogFailure("events not numbered", numbered);
    const absl::Status passed_on = feed_.Poll(absl::Now() + kFeedTime);
    LogFailure("events not passed on", passed_on);
    if (!numbered.ok() || !passed_on.ok()) return kFeedAfterFailure;
    return feed_.HasListeners() ? kFeedEvery : kFeedWhenNobodyListens;
  }

  absl::Duration Send() {
    const absl::Status sent = webhooks_.Step(absl::Now() + kSendTime);
    LogFailure("webhooks not sent", sent);
    return sent.ok() ? webhooks_.Pause() : kSendAfterFailure;
  }

  absl::Duration Count() {
    const absl::Time begin = absl::Now();
    LogFailure("places not counted", gauges_.Refresh(runtime::Today(clock_), begin + kCountTime));
    return std::max(kCountEvery, (absl::Now() - begin) * kCountShare);
  }

  const runtime::Clock& clock_;
  const std::unique_ptr<runtime::db::Pool> pool_;
  store::MysqlStore store_;
  runtime::events::Outbox outbox_;
  domain::AvailabilityFeed feed_;
  const domain::WebhookPolicy webhook_policy_;
  WebhookSender webhooks_;
  PlaceGauges gauges_;
  RepeatableWrites writes_;
  std::optional<runtime::rpc::Dispatcher> dispatcher_;
  mutable absl::Mutex mutex_;
  absl::Status ready_ ABSL_GUARDED_BY(mutex_);
  std::optional<Repeating> probe_;
  std::optional<Repeating> sweeper_;
  std::optional<Repeating> counter_;
  std::optional<Repeating> feeder_;
  std::optional<Repeating> sender_;
  std::optional<Repeating> snapshots_;
};

absl::StatusOr<std::unique_ptr<PlacementsService>> PlacementsService::Start(const Options& options) {
  ASSIGN_OR_RETURN(domain::WebhookPolicy webhooks, PolicyOf(options.webhooks));
  ASSIGN_OR_RETURN(runtime::db::ConnectOptions connect,
                   runtime::db::ConnectOptions::Parse(options.database_url));
  auto pool = std::make_unique<runtime::db::Pool>(std::move(connect), options.workers + kOwnConnections,
                                                  options.metrics);
  RETURN_IF_ERROR(runtime::db::Migrate(*pool, schema::Migrations(), absl::Now() + kMigrationTime));
  return std::unique_ptr<PlacementsService>(
      new PlacementsService(std::make_unique<Impl>(options, std::move(pool), std::move(webhooks))));
}

PlacementsService::PlacementsService(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

PlacementsService::~PlacementsService() = default;

runtime::rpc::Backend& PlacementsService::backend() {
  return impl_->backend();
}

absl::Status PlacementsService::Ready() const {
  return impl_->Ready();
}

void PlacementsService::Stop() {
  impl_->Stop();
}

std::vector<const google::protobuf::ServiceDescriptor*> PlacementsService::Services() {
  // Each proto file of the contract holds one service.
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  for (const google::protobuf::Descriptor* resource :
       {v1::Application::descriptor(), v1::AvailabilityCount::descriptor(), v1::Closure::descriptor(),
        v1::Facility::descriptor(), v1::MatchProposal::descriptor(), v1::PlaceMatch::descriptor(),
        v1::Offer::descriptor(), v1::Placement::descriptor(), v1::Place::descriptor(),
        v1::Programme::descriptor(), v1::Provider::descriptor(), v1::Unit::descriptor(),
        v1::RuleSet::descriptor(), v1::WaitingListEntry::descriptor(), v1::Webhook::descriptor()}) {
    services.push_back(resource->file()->service(0));
  }
  return services;
}

}  // namespace boulevard::placements
