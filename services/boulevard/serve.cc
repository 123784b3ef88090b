#include "services/boulevard/serve.h"

#include <atomic>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/rest/rest_gateway.h"
#include "gateway/rest/services.h"
#include "services/boulevard/stock_database.h"
#include "services/placements/service/repeating.h"
#include "services/placements/service/service.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/config/endpoints_file.h"
#include "services/runtime/config/secret.h"
#include "services/runtime/config/signals.h"
#include "services/runtime/db/private_server.h"
#include "services/runtime/http/operations.h"
#include "services/runtime/http/server.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/rpc/grpc_server.h"
#include "services/runtime/status/macros.h"

namespace boulevard {
namespace {

using placements::PlacementsService;
using runtime::db::PrivateServer;

constexpr absl::Duration kHealthEvery = absl::Milliseconds(250);

absl::Status AddKeys(const ServeOptions& options, const DataDir& dir, runtime::TokenVerifier& verifier) {
  if (!options.development && options.token_public_keys.empty()) {
    return absl::InvalidArgumentError(
        "no token would be accepted: give --token-public-key FILE, or --development for tokens of 'boulevard "
        "token'");
  }
  for (const std::filesystem::path& file : options.token_public_keys) {
    ASSIGN_OR_RETURN(const std::string pem, runtime::config::ReadSecret(file));
    RETURN_IF_ERROR(verifier.AddPublicKey(pem));
  }
  if (!options.development) return absl::OkStatus();
  std::cerr << "boulevard: accepts tokens signed with " << dir.development_key().string()
            << ", which is for development alone" << std::endl;
  ASSIGN_OR_RETURN(const runtime::TokenSigner signer, runtime::TokenSigner::Open(dir.development_key()));
  return verifier.AddPublicKey(signer.PublicKeyPem());
}

// What listens, from the service inwards to what calls it: stopped the other way round.
class Site {
 public:
  explicit Site(const runtime::Clock& clock) : verifier_(clock), clock_(clock) {}

  absl::Status Start(const ServeOptions& options, const DataDir& dir) {
    RETURN_IF_ERROR(AddKeys(options, dir, verifier_));
    ASSIGN_OR_RETURN(const std::string url, DatabaseUrl(options, dir));
    auto started = PlacementsService::Start({.database_url = url,
                                             .workers = options.workers,
                                             .verifier = verifier_,
                                             .clock = clock_,
                                             .metrics = metrics_});
    RETURN_IF_ERROR(Explained(started.status()));
    service_ = *std::move(started);
    const auto ready = [this] { return draining_ ? absl::UnavailableError("stopping") : service_->Ready(); };
    const auto services = gateway::rest::PublicServices();
    gateway::rest::Backends::Map backends;
    for (const auto* service : services) backends[service->full_name()] = &service_->backend();
    ASSIGN_OR_RETURN(gateway_, gateway::rest::RestGateway::Build(services, backends, metrics_, ready));
    ASSIGN_OR_RETURN(http_,
                     runtime::http::Server::Start(gateway::rest::RestServerOptions(options.listen.http),
                                                  gateway_->AsHandler()));
    ASSIGN_OR_RETURN(grpc_, runtime::rpc::GrpcServer::Start(
                                {.address = options.listen.grpc, .services = PlacementsService::Services()},
                                service_->backend()));
    ASSIGN_OR_RETURN(operations_, runtime::http::StartOperations(options.listen.metrics, metrics_, ready));
    health_.emplace([this] {
      grpc_->SetServing(service_->Ready().ok());
      return kHealthEvery;
    });
    return absl::OkStatus();
  }

  Endpoints Addresses() const { return {http_->address(), grpc_->address(), operations_->address()}; }

  void Stop() {
    draining_ = true;
    health_.reset();
    http_->Stop();
    grpc_->Stop();
    service_->Stop();
  }

 private:
  absl::StatusOr<std::string> DatabaseUrl(const ServeOptions& options, const DataDir& dir) {
    if (!options.database.empty()) return options.database;
    ASSIGN_OR_RETURN(database_, PrivateServer::Start({.folder = dir.database()}));
    return database_->UrlOf(kPlacementsSchema);
  }

  runtime::Registry metrics_;
  runtime::TokenVerifier verifier_;
  const runtime::Clock& clock_;
  std::atomic<bool> draining_ = false;
  std::unique_ptr<PrivateServer> database_;
  std::unique_ptr<PlacementsService> service_;
  std::unique_ptr<gateway::rest::RestGateway> gateway_;
  std::unique_ptr<runtime::http::Server> http_;
  std::unique_ptr<runtime::rpc::GrpcServer> grpc_;
  std::unique_ptr<runtime::http::Server> operations_;
  std::optional<placements::Repeating> health_;
};

}  // namespace

absl::StatusOr<int> Serve(const ServeOptions& options) {
  runtime::config::BlockTerminationSignals();
  const DataDir dir(options.data_dir);
  RETURN_IF_ERROR(dir.Prepare());
  ASSIGN_OR_RETURN(const ServeLock lock, ServeLock::Take(dir));
  // Of a site that did not stop by itself.
  dir.RemoveEndpoints();
  Site site(runtime::Clock::System());
  RETURN_IF_ERROR(site.Start(options, dir));
  const Endpoints at = site.Addresses();
  RETURN_IF_ERROR(runtime::config::WriteEndpointsFile(
      dir.endpoints(), {{"http", at.http}, {"grpc", at.grpc}, {"metrics", at.metrics}}));
  std::cout << "boulevard " << BOULEVARD_VERSION << " is ready: http://" << at.http << " grpc " << at.grpc
            << " metrics http://" << at.metrics << std::endl;

  runtime::config::WaitForTermination();
  dir.RemoveEndpoints();
  site.Stop();
  return 0;
}

}  // namespace boulevard
