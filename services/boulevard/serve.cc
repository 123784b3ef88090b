#include "services/boulevard/serve.h"

#include <atomic>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gateway/rest/rest_gateway.h"
#include "gateway/rest/services.h"
#include "services/boulevard/site_database.h"
#include "services/guidance/service/service.h"
#include "services/placements/service/service.h"
#include "services/runtime/auth/signing_key.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/config/endpoints_file.h"
#include "services/runtime/config/open_files.h"
#include "services/runtime/config/signals.h"
#include "services/runtime/db/private_server.h"
#include "services/runtime/http/operations.h"
#include "services/runtime/http/server.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/rpc/grpc_server.h"
#include "services/runtime/rpc/local_backend.h"
#include "services/runtime/rpc/peer.h"
#include "services/runtime/service/repeating.h"
#include "services/runtime/status/macros.h"

namespace boulevard {
namespace {

using guidance::GuidanceService;
using placements::PlacementsService;
using runtime::db::PrivateServer;

constexpr absl::Duration kHealthEvery = absl::Milliseconds(250);

// The public half of the data directory's own key; empty when it is not to count.
absl::StatusOr<std::string> DevelopmentKey(const ServeOptions& options, const DataDir& dir) {
  if (!options.development) return std::string();
  std::cerr << "boulevard: accepts tokens signed with " << dir.development_key().string()
            << ", which is for development alone" << std::endl;
  ASSIGN_OR_RETURN(const runtime::TokenSigner signer, runtime::TokenSigner::Open(dir.development_key()));
  return signer.PublicKeyPem();
}

// With a key of the data directory's own when none is given.
absl::StatusOr<placements::WebhookOptions> Webhooks(const ServeOptions& options, const DataDir& dir) {
  placements::WebhookOptions webhooks = options.webhooks;
  if (webhooks.allow_private && !options.development) {
    return absl::InvalidArgumentError("--allow-private-webhooks is for --development alone");
  }
  if (!webhooks.key_file.empty()) return webhooks;
  webhooks.key_file = dir.webhook_key();
  RETURN_IF_ERROR(runtime::SigningKey::Open(dir.webhook_key()).status());
  return webhooks;
}

// Those of the data directory when none are given.
guidance::MasterKeyOptions MasterKeys(const ServeOptions& options, const DataDir& dir) {
  if (!options.master_keys.file.empty()) return options.master_keys;
  return {.file = dir.master_keys(), .make = true};
}

// Each service has a schema of its own.
struct DatabaseUrls {
  std::string placements;
  std::string guidance;
};

// How one service of the process is asked by another, and asks it.
struct InProcess {
  runtime::rpc::LocalBackend backend;
  std::optional<runtime::rpc::Peer> peer;
  runtime::rpc::Peers peers;
};

// What listens, from the service inwards to what calls it: stopped the other way round.
class Site {
 public:
  explicit Site(const runtime::Clock& clock) : clock_(clock) {}
  ~Site() { Part(); }

  absl::Status Start(const ServeOptions& options, const DataDir& dir) {
    RETURN_IF_ERROR(Explained(StartServices(options, dir)));
    return StartListeners(options);
  }

  // What SIGHUP does.
  std::function<void()> Reload(const ServeOptions& options) { return options.serving.Reload(*http_); }

  Endpoints Addresses() const { return {http_->address(), grpc_->address(), operations_->address()}; }

  void Stop() {
    draining_ = true;
    health_.reset();
    http_->Stop();
    grpc_->Stop();
    Part();
    for (const auto& service : services_) service->Stop();
  }

 private:
  absl::Status StartServices(const ServeOptions& options, const DataDir& dir) {
    ASSIGN_OR_RETURN(const placements::WebhookOptions webhooks, Webhooks(options, dir));
    ASSIGN_OR_RETURN(const std::string development_key, DevelopmentKey(options, dir));
    ASSIGN_OR_RETURN(callers_,
                     runtime::access::Authenticator::Start(options.tokens, {"placements", "guidance"},
                                                           development_key, clock_, metrics_));
    ASSIGN_OR_RETURN(const DatabaseUrls databases, Databases(options, dir));
    RETURN_IF_ERROR(Introduce("placements", placements_, "guidance", guidance_));
    RETURN_IF_ERROR(Introduce("guidance", guidance_, "placements", placements_));
    ASSIGN_OR_RETURN(auto placements, PlacementsService::Start(
                                          {.setting = SettingOf(options, databases.placements, placements_),
                                           .webhooks = webhooks}));
    Host("boulevard.placements.v1", placements_, std::move(placements));
    ASSIGN_OR_RETURN(auto guidance,
                     GuidanceService::Start({.setting = SettingOf(options, databases.guidance, guidance_),
                                             .master_keys = MasterKeys(options, dir),
                                             .retention = options.retention}));
    Host("boulevard.guidance.v1", guidance_, std::move(guidance));
    return absl::OkStatus();
  }

  // Lets one service ask another, by a key that lives as long as this process.
  absl::Status Introduce(const std::string& name, InProcess& caller, const std::string& peer_name,
                         InProcess& peer) {
    ASSIGN_OR_RETURN(runtime::SigningKey key, runtime::SigningKey::Make());
    RETURN_IF_ERROR(callers_->AddService(name, key.PublicKeyPem()));
    caller.peer.emplace(name, std::move(key), peer_name, peer.backend, clock_);
    caller.peers = {{peer_name, &*caller.peer}};
    return absl::OkStatus();
  }

  absl::Status StartListeners(const ServeOptions& options) {
    const auto ready = [this] { return Ready(); };
    const auto contract = gateway::rest::PublicServices();
    const auto routes = gateway::rest::Backends::ByPackage(contract, by_package_);
    backends_.emplace(routes);
    ASSIGN_OR_RETURN(gateway_,
                     gateway::rest::RestGateway::Build(contract, routes, metrics_, ready,
                                                       gateway::rest::FrontOptionsOf(options.serving)));
    RETURN_IF_ERROR(gateway_->Publish(contract, options.serving.published));
    ASSIGN_OR_RETURN(http_, runtime::http::Server::Start(gateway::rest::ServerOptionsOf(
                                                             options.serving, options.listen.http, metrics_),
                                                         gateway_->AsHandler()));
    ASSIGN_OR_RETURN(
        grpc_, runtime::rpc::GrpcServer::Start(
                   {.address = options.listen.grpc, .services = contract, .tls = options.tls}, *backends_));
    ASSIGN_OR_RETURN(operations_, runtime::http::StartOperations(options.listen.metrics, metrics_, ready));
    health_.emplace([this] {
      grpc_->SetServing(Ready().ok());
      return kHealthEvery;
    });
    return absl::OkStatus();
  }

  // Before one of them goes: they ask each other.
  void Part() {
    for (InProcess* service : {&placements_, &guidance_}) service->backend.Disconnect();
  }

  runtime::service::Setting SettingOf(const ServeOptions& options, const std::string& database_url,
                                      const InProcess& service) {
    return {.database_url = database_url,
            .workers = options.workers,
            .verifier = callers_->verifier(),
            .clock = clock_,
            .metrics = metrics_,
            .peers = service.peers};
  }

  void Host(const std::string& package, InProcess& place,
            std::unique_ptr<runtime::service::Service> service) {
    place.backend.Connect(service->backend());
    by_package_.emplace(package, &service->backend());
    services_.push_back(std::move(service));
  }

  absl::Status Ready() const {
    if (draining_) return absl::UnavailableError("stopping");
    RETURN_IF_ERROR(callers_->Ready());
    for (const auto& service : services_) RETURN_IF_ERROR(service->Ready());
    return absl::OkStatus();
  }

  absl::StatusOr<DatabaseUrls> Databases(const ServeOptions& options, const DataDir& dir) {
    if (options.database.empty() != options.guidance_database.empty()) {
      return absl::InvalidArgumentError("--database and --guidance-database go together");
    }
    if (!options.database.empty()) return DatabaseUrls{options.database, options.guidance_database};
    ASSIGN_OR_RETURN(database_, PrivateServer::Start({.folder = dir.database()}));
    DatabaseUrls urls;
    ASSIGN_OR_RETURN(urls.placements, database_->UrlOf(PlacementsSchema().name));
    ASSIGN_OR_RETURN(urls.guidance, database_->UrlOf(GuidanceSchema().name));
    return urls;
  }

  runtime::Registry metrics_;
  std::unique_ptr<runtime::access::Authenticator> callers_;
  const runtime::Clock& clock_;
  std::atomic<bool> draining_ = false;
  std::unique_ptr<PrivateServer> database_;
  InProcess placements_;
  InProcess guidance_;
  std::vector<std::unique_ptr<runtime::service::Service>> services_;
  gateway::rest::Backends::Map by_package_;
  std::optional<gateway::rest::Backends> backends_;
  std::unique_ptr<gateway::rest::RestGateway> gateway_;
  std::unique_ptr<runtime::http::Server> http_;
  std::unique_ptr<runtime::rpc::GrpcServer> grpc_;
  std::unique_ptr<runtime::http::Server> operations_;
  std::optional<runtime::service::Repeating> health_;
};

}  // namespace

absl::StatusOr<int> Serve(const ServeOptions& options) {
  runtime::config::BlockTerminationSignals();
  runtime::config::AllowManyOpenFiles();
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
  std::cout << "boulevard " << BOULEVARD_VERSION << " is ready: " << options.serving.scheme() << "://"
            << at.http << " grpc " << at.grpc << " metrics http://" << at.metrics << std::endl;

  runtime::config::WaitForTermination(site.Reload(options));
  dir.RemoveEndpoints();
  site.Stop();
  return 0;
}

}  // namespace boulevard
