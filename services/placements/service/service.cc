#include "services/placements/service/service.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "boulevard/placements/v1/applications.pb.h"
#include "boulevard/placements/v1/availability.pb.h"
#include "boulevard/placements/v1/closures.pb.h"
#include "boulevard/placements/v1/facilities.pb.h"
#include "boulevard/placements/v1/guidance_events.pb.h"
#include "boulevard/placements/v1/match_proposals.pb.h"
#include "boulevard/placements/v1/matches.pb.h"
#include "boulevard/placements/v1/offers.pb.h"
#include "boulevard/placements/v1/person_records.pb.h"
#include "boulevard/placements/v1/placements.pb.h"
#include "boulevard/placements/v1/places.pb.h"
#include "boulevard/placements/v1/programmes.pb.h"
#include "boulevard/placements/v1/providers.pb.h"
#include "boulevard/placements/v1/rule_sets.pb.h"
#include "boulevard/placements/v1/units.pb.h"
#include "boulevard/placements/v1/waiting_list.pb.h"
#include "boulevard/placements/v1/webhooks.pb.h"
#include "services/placements/api/guidance_peer.h"
#include "services/placements/api/handlers.h"
#include "services/placements/domain/applications.h"
#include "services/placements/domain/availability_feed.h"
#include "services/placements/domain/offers.h"
#include "services/placements/schema/migrations.h"
#include "services/placements/service/place_gauges.h"
#include "services/placements/service/webhook_sender.h"
#include "services/placements/solver/flow_solver.h"
#include "services/placements/store/mysql_store.h"
#include "services/runtime/config/secret.h"
#include "services/runtime/events/inbox.h"
#include "services/runtime/idempotency/repeatable_writes.h"
#include "services/runtime/service/frame.h"
#include "services/runtime/service/log_failure.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements {
namespace {

using runtime::idempotency::RepeatableWrites;
using runtime::service::Frame;
using runtime::service::LogFailure;
using runtime::service::PeerOf;

// One for each thing that it repeats.
constexpr int kOwnConnections = 5;
constexpr absl::Duration kSweepEvery = absl::Seconds(1);
constexpr absl::Duration kSweepTime = absl::Seconds(10);
constexpr absl::Duration kFeedEvery = absl::Milliseconds(50);
constexpr absl::Duration kFeedWhenNobodyListens = absl::Milliseconds(250);
constexpr absl::Duration kFeedAfterFailure = absl::Seconds(1);
constexpr absl::Duration kFeedTime = absl::Seconds(5);
constexpr size_t kShortestWebhookKey = 32;
constexpr absl::Duration kSendTime = absl::Seconds(5);
constexpr absl::Duration kSendAfterFailure = absl::Seconds(1);
constexpr absl::Duration kCountEvery = absl::Seconds(15);
constexpr absl::Duration kCountTime = absl::Minutes(1);
// Counting a large stock takes long: no more than one part in so many of the time goes to it.
constexpr int kCountShare = 20;

// Longer than guidance keeps its events.
constexpr absl::Duration kReceivedKept = absl::Hours(24 * 7);

absl::Status ForgetReceived(runtime::db::Session& session) {
  return runtime::events::ForgetReceived(session, kReceivedKept);
}

// A proposal takes seconds, and its lines are booked one by one: neither is one transaction.
bool IsDoneInParts(const google::protobuf::MethodDescriptor& method) {
  return method.service() == v1::MatchProposal::descriptor()->file()->service(0);
}

runtime::rpc::Handlers HandlersOf(domain::Store& store, domain::Guidance& guidance,
                                  domain::AvailabilityFeed& feed, const runtime::Clock& clock,
                                  const domain::WebhookPolicy& webhooks, RepeatableWrites& writes) {
  runtime::rpc::Handlers handlers;
  api::BindAll(store, guidance, solver::SolveByFlow, clock, handlers);
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

}  // namespace

class PlacementsService::Impl {
 public:
  Impl(const Options& options, runtime::rpc::Peer& guidance, std::unique_ptr<Frame> frame,
       domain::WebhookPolicy webhooks)
      : clock_(options.setting.clock),
        frame_(std::move(frame)),
        store_(frame_->pool()),
        guidance_(guidance),
        feed_(store_, clock_),
        webhook_policy_(std::move(webhooks)),
        webhooks_(
            {.pool = frame_->pool(),
             .store = store_,
             .policy = webhook_policy_,
             .clock = clock_,
             .metrics = options.setting.metrics,
             .post = {.ca_file = options.webhooks.ca_file, .allow_private = options.webhooks.allow_private}}),
        gauges_(frame_->pool(), options.setting.metrics) {
    frame_->Serve(HandlersOf(store_, guidance_, feed_, clock_, webhook_policy_, frame_->writes()));
    frame_->Repeat([this] { return Sweep(); });
    frame_->Repeat([this] { return Count(); });
    frame_->Repeat([this] { return Feed(); });
    frame_->Repeat([this] {
      feed_.ServeWaiting(absl::Now() + kFeedTime);
      return kFeedEvery;
    });
    frame_->Repeat([this] { return Send(); });
  }
  ~Impl() { frame_->Stop(); }

  Frame& frame() { return *frame_; }

 private:
  absl::Duration Sweep() {
    LogFailure("offers not expired",
               domain::ExpireOverdueOffers(store_, clock_, absl::Now() + kSweepTime).status());
    LogFailure("events received not forgotten", frame_->pool().Run(absl::Now() + kSweepTime, ForgetReceived));
    LogFailure("applications not expired",
               domain::ExpireOverdueApplications(store_, clock_, absl::Now() + kSweepTime).status());
    return kSweepEvery;
  }

  absl::Duration Feed() {
    const absl::Status numbered = frame_->NumberEvents(absl::Now() + kFeedTime);
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
  const std::unique_ptr<Frame> frame_;
  store::MysqlStore store_;
  api::GuidancePeer guidance_;
  domain::AvailabilityFeed feed_;
  const domain::WebhookPolicy webhook_policy_;
  WebhookSender webhooks_;
  PlaceGauges gauges_;
};

absl::StatusOr<std::unique_ptr<PlacementsService>> PlacementsService::Start(const Options& options) {
  ASSIGN_OR_RETURN(runtime::rpc::Peer* const guidance, PeerOf(options.setting, "guidance"));
  ASSIGN_OR_RETURN(domain::WebhookPolicy webhooks, PolicyOf(options.webhooks));
  ASSIGN_OR_RETURN(auto frame, Frame::Open({.name = "placements",
                                            .migrations = schema::Migrations(),
                                            .own_connections = kOwnConnections},
                                           options.setting));
  return std::unique_ptr<PlacementsService>(new PlacementsService(
      std::make_unique<Impl>(options, *guidance, std::move(frame), std::move(webhooks))));
}

PlacementsService::PlacementsService(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

PlacementsService::~PlacementsService() = default;

runtime::rpc::Backend& PlacementsService::backend() {
  return impl_->frame().backend();
}

absl::Status PlacementsService::Ready() const {
  return impl_->frame().Ready();
}

void PlacementsService::Stop() {
  impl_->frame().Stop();
}

std::vector<const google::protobuf::ServiceDescriptor*> PlacementsService::Services() {
  // Each proto file of the contract holds one service.
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  for (const google::protobuf::Descriptor* resource :
       {v1::Application::descriptor(), v1::AvailabilityCount::descriptor(), v1::Closure::descriptor(),
        v1::Facility::descriptor(), v1::GuidanceEvent::descriptor(), v1::MatchProposal::descriptor(),
        v1::PlaceMatch::descriptor(), v1::Offer::descriptor(), v1::Placement::descriptor(),
        v1::Place::descriptor(), v1::Programme::descriptor(), v1::Provider::descriptor(),
        v1::Unit::descriptor(), v1::RuleSet::descriptor(), v1::WaitingListEntry::descriptor(),
        v1::Webhook::descriptor(), v1::PersonRecords::descriptor()}) {
    services.push_back(resource->file()->service(0));
  }
  return services;
}

}  // namespace boulevard::placements
