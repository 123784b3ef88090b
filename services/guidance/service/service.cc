#include "services/guidance/service/service.h"

#include <utility>

#include "absl/time/clock.h"
#include "boulevard/guidance/v1/mentors.pb.h"
#include "services/guidance/api/handlers.h"
#include "services/guidance/schema/migrations.h"
#include "services/guidance/store/mysql_store.h"
#include "services/runtime/idempotency/repeatable_writes.h"
#include "services/runtime/service/frame.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance {
namespace {

using runtime::idempotency::RepeatableWrites;
using runtime::service::Frame;
using runtime::service::Setting;

// One for each thing that it repeats.
constexpr int kOwnConnections = 1;
constexpr absl::Duration kNumberEvery = absl::Milliseconds(250);
constexpr absl::Duration kNumberAfterFailure = absl::Seconds(1);
constexpr absl::Duration kNumberTime = absl::Seconds(5);

runtime::rpc::Handlers HandlersOf(domain::Store& store, const runtime::Clock& clock,
                                  RepeatableWrites& writes) {
  runtime::rpc::Handlers handlers;
  api::BindAll(store, clock, handlers);
  handlers.Wrap([&writes](const auto&... call) { return writes.Run(call...); });
  return handlers;
}

}  // namespace

class GuidanceService::Impl {
 public:
  Impl(const Setting& setting, std::unique_ptr<Frame> frame)
      : frame_(std::move(frame)), store_(frame_->pool()) {
    frame_->Serve(HandlersOf(store_, setting.clock, frame_->writes()));
    frame_->Repeat([this] {
      const bool numbered = frame_->NumberEvents(absl::Now() + kNumberTime).ok();
      return numbered ? kNumberEvery : kNumberAfterFailure;
    });
  }
  ~Impl() { frame_->Stop(); }

  Frame& frame() { return *frame_; }

 private:
  const std::unique_ptr<Frame> frame_;
  store::MysqlStore store_;
};

absl::StatusOr<std::unique_ptr<GuidanceService>> GuidanceService::Start(const Setting& setting) {
  ASSIGN_OR_RETURN(auto frame, Frame::Open({.name = "guidance",
                                            .migrations = schema::Migrations(),
                                            .own_connections = kOwnConnections},
                                           setting));
  return std::unique_ptr<GuidanceService>(
      new GuidanceService(std::make_unique<Impl>(setting, std::move(frame))));
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
  for (const google::protobuf::Descriptor* resource : {v1::Mentor::descriptor()}) {
    services.push_back(resource->file()->service(0));
  }
  return services;
}

}  // namespace boulevard::guidance
