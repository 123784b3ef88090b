#include "services/runtime/rpc/grpc_server.h"

#include <algorithm>
#include <utility>

#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include "absl/time/clock.h"
#include "services/runtime/rpc/call_service.h"
#include "services/runtime/rpc/grpc_library.h"
#include "services/runtime/rpc/grpc_listener.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::rpc {
namespace {

// A client may ask whether we are alive this often (the other side of RemoteBackend's keepalive); one that
// asks more often, for a third time, is sent away.
constexpr int kShortestPingMs = 5'000;
constexpr int kMostEarlyPings = 2;
constexpr int kHandshakeMs = 10'000;
// For what gRPC itself still has open when our calls are over: health watches, reflection.
constexpr absl::Duration kGoodbye = absl::Milliseconds(50);

int Ms(absl::Duration duration) {
  return static_cast<int>(absl::ToInt64Milliseconds(duration));
}

void SetLimits(const ConnectionLimits& limits, grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(limits.message_bytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, limits.metadata_bytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, limits.streams);
  if (limits.idle != absl::InfiniteDuration()) {
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, Ms(limits.idle));
  }
  if (limits.age != absl::InfiniteDuration()) {
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, Ms(limits.age));
  }
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kShortestPingMs);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PING_STRIKES, kMostEarlyPings);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, Ms(limits.ask_every));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, Ms(limits.answer_within));
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, kHandshakeMs);
}

}  // namespace

ConnectionLimits SiteConnectionLimits() {
  return {.streams = 16'384, .idle = absl::InfiniteDuration(), .age = absl::InfiniteDuration()};
}

class GrpcServer::Impl {
 public:
  Impl(const GrpcServerOptions& options, Backend& backend)
      : service_(options.services, backend), linger_(options.linger) {
    for (const google::protobuf::ServiceDescriptor* service : options.services) {
      service_names_.push_back(service->full_name());
    }
  }

  absl::Status Listen(const GrpcServerOptions& options) {
    RETURN_IF_ERROR(CheckTls(options.tls));
    ASSIGN_OR_RETURN(listener_, GrpcListener::Listen(options.address));
    grpc::ServerBuilder builder;
    auto connections = builder.experimental().AddExternalConnectionAcceptor(
        grpc::ServerBuilder::experimental_type::ExternalConnectionType::FROM_FD,
        ServerCredentialsOf(options.tls));
    SetLimits(options.limits, builder);
    builder.RegisterCallbackGenericService(&service_);
    server_ = builder.BuildAndStart();
    if (server_ == nullptr) return absl::InternalError("gRPC does not start");
    SetServing(false);
    listener_->Start(std::move(connections));
    return absl::OkStatus();
  }

  void SetServing(bool serving) {
    grpc::HealthCheckServiceInterface& health = *server_->GetHealthCheckService();
    health.SetServingStatus("", serving);
    for (const std::string& name : service_names_) health.SetServingStatus(name, serving);
  }

  void Stop(absl::Duration drain) {
    if (server_ == nullptr || std::exchange(stopped_, true)) return;
    const absl::Time latest = absl::Now() + drain;
    SetServing(false);
    service_.Drain();
    absl::SleepFor(std::min(drain, linger_));
    service_.AwaitNone(latest);
    listener_->Stop();
    server_->Shutdown(absl::ToChronoTime(std::min(latest, absl::Now() + kGoodbye)));
    server_->Wait();
  }

  const std::string& address() const { return listener_->address(); }

 private:
  CallService service_;
  const absl::Duration linger_;
  std::vector<std::string> service_names_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<GrpcListener> listener_;  // goes first: it hands connections to the server
  bool stopped_ = false;
};

GrpcServer::GrpcServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
GrpcServer::~GrpcServer() {
  impl_->Stop(absl::ZeroDuration());
}

absl::StatusOr<std::unique_ptr<GrpcServer>> GrpcServer::Start(const GrpcServerOptions& options,
                                                              Backend& backend) {
  PrepareGrpc();
  auto impl = std::make_unique<Impl>(options, backend);
  RETURN_IF_ERROR(impl->Listen(options));
  return std::unique_ptr<GrpcServer>(new GrpcServer(std::move(impl)));
}

void GrpcServer::SetServing(bool serving) {
  impl_->SetServing(serving);
}
void GrpcServer::Stop(absl::Duration drain) {
  impl_->Stop(drain);
}
std::string GrpcServer::address() const {
  return impl_->address();
}

}  // namespace boulevard::runtime::rpc
