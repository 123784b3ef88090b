#include "services/guidance/service/service.h"

#include <utility>

#include "absl/time/clock.h"
#include "boulevard/guidance/v1/accesses.pb.h"
#include "boulevard/guidance/v1/caseloads.pb.h"
#include "boulevard/guidance/v1/consents.pb.h"
#include "boulevard/guidance/v1/contact_moments.pb.h"
#include "boulevard/guidance/v1/mentors.pb.h"
#include "boulevard/guidance/v1/plans.pb.h"
#include "boulevard/guidance/v1/young_people.pb.h"
#include "services/guidance/api/handlers.h"
#include "services/guidance/api/refusals.h"
#include "services/guidance/schema/migrations.h"
#include "services/guidance/service/review_gauge.h"
#include "services/guidance/store/mysql_store.h"
#include "services/runtime/audit/chain.h"
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

// One for each thing that it repeats.
constexpr int kOwnConnections = 3;
constexpr absl::Duration kNumberEvery = absl::Milliseconds(250);
constexpr absl::Duration kChainEvery = absl::Seconds(1);
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

runtime::rpc::Handlers HandlersOf(domain::Store& store, const runtime::service::Setting& setting,
                                  RepeatableWrites& writes) {
  runtime::rpc::Handlers handlers;
  api::BindAll(store, setting.clock, handlers);
  handlers.Wrap(
      CountDone(*v1::YoungPerson::descriptor()->file()->service(0)->FindMethodByName("BreakGlass"),
                setting.metrics.Counter("boulevard_broken_glass_total",
                                        "Dossiers that a mentor opened who is not theirs, for a reason.")));
  handlers.Wrap([&writes](const auto&... call) { return writes.Run(call...); });
  handlers.Wrap(api::LogRefusals(store));
  return handlers;
}

}  // namespace

class GuidanceService::Impl {
 public:
  Impl(const Options& options, std::unique_ptr<Vault> vault, std::unique_ptr<Frame> frame)
      : vault_(std::move(vault)),
        frame_(std::move(frame)),
        store_(frame_->pool(), *vault_),
        chain_(frame_->pool(), options.setting.clock, options.setting.metrics),
        reviews_(frame_->pool(), options.setting.metrics) {
    frame_->Serve(HandlersOf(store_, options.setting, frame_->writes()));
    frame_->Repeat([this] {
      const bool numbered = frame_->NumberEvents(absl::Now() + kStepTime).ok();
      return numbered ? kNumberEvery : kAfterFailure;
    });
    frame_->Repeat([this] {
      runtime::service::LogFailure("access log not chained", chain_.Extend(absl::Now() + kStepTime).status());
      return kChainEvery;
    });
    frame_->Repeat([this, &clock = options.setting.clock] {
      runtime::service::LogFailure("overdue reviews not counted",
                                   reviews_.Refresh(runtime::Today(clock), absl::Now() + kStepTime));
      return kCountEvery;
    });
  }
  ~Impl() { frame_->Stop(); }

  Frame& frame() { return *frame_; }

 private:
  const std::unique_ptr<Vault> vault_;
  const std::unique_ptr<Frame> frame_;
  store::MysqlStore store_;
  runtime::audit::Chain chain_;
  ReviewGauge reviews_;
};

absl::StatusOr<std::unique_ptr<GuidanceService>> GuidanceService::Start(const Options& options) {
  const MasterKeyOptions& keys = options.master_keys;
  if (keys.make) RETURN_IF_ERROR(runtime::vault::KeyRing::Make(keys.file, options.setting.clock.Now()));
  ASSIGN_OR_RETURN(auto vault, Vault::Open(keys.file));
  ASSIGN_OR_RETURN(auto frame, Frame::Open({.name = "guidance",
                                            .migrations = schema::Migrations(),
                                            .own_connections = kOwnConnections},
                                           options.setting));
  return std::unique_ptr<GuidanceService>(
      new GuidanceService(std::make_unique<Impl>(options, std::move(vault), std::move(frame))));
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
  for (const google::protobuf::Descriptor* resource :
       {v1::Access::descriptor(), v1::Assignment::descriptor(), v1::Consent::descriptor(),
        v1::ContactMoment::descriptor(), v1::Mentor::descriptor(), v1::Plan::descriptor(),
        v1::YoungPerson::descriptor()}) {
    services.push_back(resource->file()->service(0));
  }
  return services;
}

}  // namespace boulevard::guidance
