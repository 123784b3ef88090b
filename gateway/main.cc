// boulevard-gateway: REST and gRPC for clients, in front of services that run as processes of their own. It
// keeps no state: any number of replicas.

#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "gateway/rest/backend_watch.h"
#include "gateway/rest/backends.h"
#include "gateway/rest/rest_gateway.h"
#include "gateway/rest/services.h"
#include "gateway/rest/serving_flags.h"
#include "services/runtime/config/endpoints_file.h"
#include "services/runtime/config/flags.h"
#include "services/runtime/config/open_files.h"
#include "services/runtime/config/signals.h"
#include "services/runtime/http/operations.h"
#include "services/runtime/log/log.h"
#include "services/runtime/rpc/grpc_server.h"
#include "services/runtime/rpc/remote_backend.h"
#include "services/runtime/rpc/tls_flags.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::gateway {
namespace {

constexpr char kProgram[] = "boulevard-gateway";
constexpr absl::Duration kCheckEvery = absl::Seconds(1);

struct Flags {
  std::string http = "127.0.0.1:8080";
  std::string grpc = "127.0.0.1:8081";
  std::string metrics = "127.0.0.1:8082";
  std::string placements, guidance;
  runtime::rpc::TlsFiles tls;       // for callers over gRPC
  runtime::rpc::TlsFiles services;  // towards the services
  int threads = 1;
  rest::Serving serving;
  std::string endpoints_file;
};

void AddFlags(CLI::App& app, Flags& flags) {
  using namespace runtime::config;
  AddFlag(app, "--http", flags.http, "Where to answer the REST API")->check(IsAddress());
  AddFlag(app, "--grpc", flags.grpc, "Where to answer gRPC")->check(IsAddress());
  AddFlag(app, "--metrics", flags.metrics, "Where /metrics, /livez and /readyz are")->check(IsAddress());
  AddFlag(app, "--placements", flags.placements, "HOST:PORT, replicas with commas")->required();
  AddFlag(app, "--guidance", flags.guidance, "HOST:PORT, replicas with commas")->required();
  AddFlag(app, "--threads", flags.threads, "Threads that read and write HTTP")->check(CLI::Range(1, 64));
  rest::AddServingFlags(app, flags.serving);
  runtime::rpc::AddServerTlsFlags(app, flags.tls);
  runtime::rpc::AddClientTlsFlags(app, flags.services);
  AddFlag(app, "--endpoints-file", flags.endpoints_file, "Write the addresses there when ready, as JSON");
}

absl::Status Serve(const Flags& flags) {
  const auto services = rest::PublicServices();
  runtime::Registry metrics;
  // Stands above the backend, which on its end waits for the calls that still have to come back here.
  std::unique_ptr<rest::RestGateway> gateway;
  RETURN_IF_ERROR(runtime::rpc::CheckTls(flags.services));
  runtime::rpc::RemoteBackend placements(flags.placements, flags.services);
  runtime::rpc::RemoteBackend guidance(flags.guidance, flags.services);
  const rest::Backends::Map routes = rest::Backends::ByPackage(
      services, {{"boulevard.placements.v1", &placements}, {"boulevard.guidance.v1", &guidance}});
  rest::Backends backends(routes);
  ASSIGN_OR_RETURN(const auto grpc,
                   runtime::rpc::GrpcServer::Start(
                       {.address = flags.grpc, .services = services, .tls = flags.tls}, backends));
  rest::BackendWatch watch({{"placements", [&](absl::Time deadline) { return placements.Check(deadline); }},
                            {"guidance", [&](absl::Time deadline) { return guidance.Check(deadline); }}},
                           kCheckEvery, [&](bool serving) { grpc->SetServing(serving); });
  const auto ready = [&] { return watch.Ready(); };
  ASSIGN_OR_RETURN(gateway, rest::RestGateway::Build(services, routes, metrics, ready,
                                                     rest::FrontOptionsOf(flags.serving)));
  RETURN_IF_ERROR(gateway->Publish(services, flags.serving.published));
  ASSIGN_OR_RETURN(const auto operations, runtime::http::StartOperations(flags.metrics, metrics, ready));
  runtime::http::ServerOptions options = rest::ServerOptionsOf(flags.serving, flags.http, metrics);
  options.threads = flags.threads;
  ASSIGN_OR_RETURN(const auto http, runtime::http::Server::Start(options, gateway->AsHandler()));
  RETURN_IF_ERROR(runtime::config::WriteEndpointsFile(
      flags.endpoints_file,
      {{"http", http->address()}, {"grpc", grpc->address()}, {"metrics", operations->address()}}));
  std::cout << kProgram << " is ready: REST on " << flags.serving.scheme() << "://" << http->address()
            << ", gRPC on " << grpc->address() << ", metrics on " << operations->address() << std::endl;

  runtime::config::WaitForTermination(flags.serving.Reload(*http));
  watch.Drain();
  grpc->SetServing(false);
  http->Stop();
  grpc->Stop();
  return absl::OkStatus();
}

int Main(int argc, const char* const* argv) {
  // Before there is any other thread.
  runtime::config::BlockTerminationSignals();
  runtime::config::AllowManyOpenFiles();
  Flags flags;
  CLI::App app("REST and gRPC for clients, in front of the services.");
  runtime::config::Prepare(app, kProgram);
  AddFlags(app, flags);
  if (const std::optional<int> exit_code = runtime::config::Parse(app, argc, argv)) return *exit_code;
  runtime::log::Start(kProgram);
  const absl::Status served = Serve(flags);
  runtime::log::Flush();
  if (served.ok()) return 0;
  std::cerr << kProgram << ": " << runtime::StdView(served.message()) << std::endl;
  return 1;
}

}  // namespace
}  // namespace boulevard::gateway

int main(int argc, char** argv) {
  return boulevard::gateway::Main(argc, argv);
}
