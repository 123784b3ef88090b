#include "services/runtime/rpc/grpc_server.h"

#include <chrono>
#include <utility>

#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include "absl/strings/str_cat.h"
#include "services/runtime/config/address.h"
#include "services/runtime/rpc/call_service.h"
#include "services/runtime/rpc/grpc_library.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::rpc {
namespace {

// A client may ask whether we are alive this often (the other side of RemoteBackend's keepalive).
constexpr int kShortestPingMs = 5'000;

}  // namespace

class GrpcServer::Impl {
 public:
  Impl(const GrpcServerOptions& options, Backend& backend) : service_(options.services, backend) {
    for (const google::protobuf::ServiceDescriptor* service : options.services) {
      service_names_.push_back(service->full_name());
    }
  }

  absl::Status Listen(const GrpcServerOptions& options) {
    ASSIGN_OR_RETURN(const config::Address address, config::ParseAddress(options.address));
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort(options.address, grpc::InsecureServerCredentials(), &port);
    // Else a second server on the same port would start, and take half of the calls.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kShortestPingMs);
    builder.SetMaxReceiveMessageSize(options.max_message_bytes);
    builder.RegisterCallbackGenericService(&service_);
    server_ = builder.BuildAndStart();
    if (server_ == nullptr || port == 0) return config::CannotListen(options.address);
    address_ = config::AddressText({address.host, port});
    SetServing(false);
    return absl::OkStatus();
  }

  void SetServing(bool serving) {
    grpc::HealthCheckServiceInterface& health = *server_->GetHealthCheckService();
    health.SetServingStatus("", serving);
    for (const std::string& name : service_names_) health.SetServingStatus(name, serving);
  }

  void Stop(absl::Duration drain) {
    if (server_ == nullptr || std::exchange(stopped_, true)) return;
    SetServing(false);
    server_->Shutdown(std::chrono::system_clock::now() + absl::ToChronoMilliseconds(drain));
    server_->Wait();
  }

  const std::string& address() const { return address_; }

 private:
  CallService service_;
  std::vector<std::string> service_names_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
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
