#include "services/guidance/service/service.h"

#include <utility>

#include "absl/time/clock.h"
#include "boulevard/guidance/v1/accesses.pb.h"
#include "boulevard/guidance/v1/agenda.pb.h"
#include "boulevard/guidance/v1/assessments.pb.h"
#include "boulevard/guidance/v1/caseloads.pb.h"
#include "boulevard/guidance/v1/consents.pb.h"
#include "boulevard/guidance/v1/contact_moments.pb.h"
#include "boulevard/guidance/v1/daytime_activities.pb.h"
#include "boulevard/guidance/v1/disclosures.pb.h"
#include "boulevard/guidance/v1/exports.pb.h"
#include "boulevard/guidance/v1/legal_holds.pb.h"
#include "boulevard/guidance/v1/mentors.pb.h"
#include "boulevard/guidance/v1/people_facts.pb.h"
#include "boulevard/guidance/v1/plans.pb.h"
#include "boulevard/guidance/v1/readiness.pb.h"
#include "boulevard/guidance/v1/young_people.pb.h"
#include "services/guidance/api/access_logging.h"
#include "services/guidance/api/handlers.h"
#include "services/guidance/api/placements_records.h"
#include "services/guidance/schema/migrations.h"
#include "services/guidance/service/keeping.h"
#include "services/guidance/service/review_gauge.h"
#include "services/guidance/service/tell_placements.h"
#include "services/guidance/store/mysql_store.h"
#include "services/runtime/events/relay.h"
#include "services/runtime/idempotency/repeatable_writes.h"
#include "services/runtime/service/frame.h"
#include "services/runtime/service/log_failure.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::guidance {
namespace {

using runtime::idempotency::RepeatableWrites;
using runtime::service::Frame;
using runtime::vault::Vault;

// Its place in the outbox; see schema/0008_peers.sql.
constexpr char kPlacements[] = "placements";
// One for each thing that it repeats.
constexpr int kOwnConnections = 5;
constexpr absl::Duration kNumberEvery = absl::Milliseconds(250);
constexpr absl::Duration kTellEvery = absl::Milliseconds(250);
constexpr absl::Duration kCountEvery = absl::Minutes(1);
constexpr absl::Duration kAfterFailure = absl::Seconds(1);
constexpr absl::Duration kStepTime = absl::Seconds(5);

// Counts the calls of one method that were done.
runtime::rpc::Handlers::Wrapper CountDone(const google::protobuf::MethodDescriptor& counted,
                                          prometheus::Counter& counter) {
  return [&counted, &counter](const auto& method, const auto& context, const auto& request,
                              const auto& handler) -> absl::StatusOr<runtime::rpc::MessagePtr> {
    absl::StatusOr<runtime::rpc::MessagePtr> answer = handler(context, request);
    if (answer.ok() && &method == &counted) counter.Increment();
    return answer;
  };
}

runtime::rpc::Handlers HandlersOf(domain::Store& store, domain::OtherRecords& others,
                                  const runtime::service::Setting& setting, RepeatableWrites& writes) {
  runtime::rpc::Handlers handlers;
  api::BindAll(store, setting.clock, handlers);
  api::BindExports(store, setting.clock, others, handlers);
  handlers.Wrap(
      CountDone(*v1::YoungPerson::descriptor()->file()->service(0)->FindMethodByName("BreakGlass"),
                setting.metrics.Counter("boulevard_broken_glass_total",
                                        "Dossiers that a mentor opened who is not theirs, for a reason.")));
  handlers.Wrap([&writes](const auto&... call) { return writes.Run(call...); });
  handlers.Wrap(api::LogAroundCalls(store));
  handlers.OnRoleRefused(api::LogRoleRefusals(store));
  return handlers;
}

}  // namespace

class GuidanceService::Impl {
 public:
  Impl(const Options& options, runtime::rpc::Peer& placements, const RetentionPeriods& periods,
       std::unique_ptr<Vault> vault, std::unique_ptr<Frame> frame)
      : vault_(std::move(vault)),
        frame_(std::move(frame)),
        store_(frame_->pool(), *vault_),
        others_(placements),
        access_log_(frame_->pool(), options.setting.clock, options.setting.metrics, periods.access_log),
        dossiers_(store_, options.setting.clock, options.setting.metrics, periods.closed_dossiers),
        reviews_(frame_->pool(), options.setting.metrics),
        relay_(
            frame_->pool(), kPlacements,
            [&placements](const auto&... call) { return TellPlacements(placements, call...); },
            options.setting.metrics) {
    frame_->Serve(HandlersOf(store_, others_, options.setting, frame_->writes()));
    frame_->Repeat([this] {
      const bool numbered = frame_->NumberEvents(absl::Now() + kStepTime).ok();
      return numbered ? kNumberEvery : kAfterFailure;
    });
    frame_->Repeat([this] { return access_log_.Step(); });
    frame_->Repeat([this] { return dossiers_.Step(); });
    frame_->Repeat([this, &clock = options.setting.clock] {
      runtime::service::LogFailure("overdue reviews not counted",
                                   reviews_.Refresh(runtime::Today(clock), absl::Now() + kStepTime));
      return kCountEvery;
    });
    frame_->Repeat([this] { return Tell(); });
  }
  ~Impl() { frame_->Stop(); }

  Frame& frame() { return *frame_; }

 private:
  // Not a line of the log for each attempt while a peer is away.
  absl::Duration Tell() {
    const absl::Status told = relay_.Step(absl::Now() + kStepTime);
    if (told_) runtime::service::LogFailure("placements not told of events", told);
    told_ = told.ok();
    return told_ ? kTellEvery : kAfterFailure;
  }

  const std::unique_ptr<Vault> vault_;
  const std::unique_ptr<Frame> frame_;
  store::MysqlStore store_;
  api::PlacementsRecords others_;
  AccessLogKeeping access_log_;
  DossierKeeping dossiers_;
  ReviewGauge reviews_;
  runtime::events::Relay relay_;
  bool told_ = true;
};

absl::StatusOr<std::unique_ptr<GuidanceService>> GuidanceService::Start(const Options& options) {
  ASSIGN_OR_RETURN(runtime::rpc::Peer* const placements, PeerOf(options.setting, kPlacements));
  ASSIGN_OR_RETURN(const RetentionPeriods periods, RetentionPeriods::Parse(options.retention));
  const MasterKeyOptions& keys = options.master_keys;
  if (keys.make) RETURN_IF_ERROR(runtime::vault::KeyRing::Make(keys.file, options.setting.clock.Now()));
  ASSIGN_OR_RETURN(auto vault, Vault::Open(keys.file));
  ASSIGN_OR_RETURN(auto frame, Frame::Open({.name = "guidance",
                                            .migrations = schema::Migrations(),
                                            .own_connections = kOwnConnections},
                                           options.setting));
  return std::unique_ptr<GuidanceService>(new GuidanceService(
      std::make_unique<Impl>(options, *placements, periods, std::move(vault), std::move(frame))));
}

GuidanceService::GuidanceService(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

GuidanceService::~GuidanceService() = default;

runtime::rpc::Backend& GuidanceService::backend() {
  return impl_->frame().backend();
}

absl::Status GuidanceService::Ready() const {
  return impl_->frame().Ready();
}

void GuidanceService::Stop() {
  impl_->frame().Stop();
}

std::vector<const google::protobuf::ServiceDescriptor*> GuidanceService::Services() {
  // Each proto file of the contract holds one service.
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  for (const google::protobuf::Descriptor* resource : {
           v1::Access::descriptor(),
           v1::Assignment::descriptor(),
           v1::Consent::descriptor(),
           v1::ContactMoment::descriptor(),
           v1::Disclosure::descriptor(),
           v1::LegalHold::descriptor(),
           v1::DaytimeActivity::descriptor(),
           v1::Assessment::descriptor(),
           v1::Readiness::descriptor(),
           v1::Agenda::descriptor(),
           v1::Mentor::descriptor(),
           v1::PersonFacts::descriptor(),
           v1::Plan::descriptor(),
           v1::YoungPerson::descriptor(),
           v1::YoungPersonExport::descriptor(),
       }) {
    services.push_back(resource->file()->service(0));
  }
  return services;
}

}  // namespace boulevard::guidance
