// boulevard-placements: the placements service over gRPC, one of any number of replicas.

#include <atomic>
#include <iostream>
#include <optional>
#include <string>

#include "services/placements/service/repeating.h"
#include "services/placements/service/service.h"
#include "services/placements/service/webhook_flags.h"
#include "services/runtime/access/token_flags.h"
#include "services/runtime/config/endpoints_file.h"
#include "services/runtime/config/flags.h"
#include "services/runtime/config/open_files.h"
#include "services/runtime/config/signals.h"
#include "services/runtime/http/operations.h"
#include "services/runtime/log/log.h"
#include "services/runtime/rpc/grpc_server.h"
#include "services/runtime/rpc/tls_flags.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements {
namespace {

constexpr char kProgram[] = "boulevard-placements";
constexpr absl::Duration kHealthEvery = absl::Milliseconds(250);
// A gateway asks every second whether we serve, and then sends its calls elsewhere.
constexpr absl::Duration kLinger = absl::Milliseconds(1250);

struct Flags {
  std::string grpc = "127.0.0.1:9090";
  std::string metrics = "127.0.0.1:9100";
  std::string database;
  runtime::access::TokenOptions tokens;
  runtime::rpc::TlsFiles tls;
  WebhookOptions webhooks;
  int workers = 8;
  std::string endpoints_file;
};

void AddFlags(CLI::App& app, Flags& flags) {
  using namespace runtime::config;
  AddFlag(app, "--grpc", flags.grpc, "Where to answer gRPC")->check(IsAddress());
  AddFlag(app, "--metrics", flags.metrics, "Where to answer /metrics, /livez, /readyz")->check(IsAddress());
  AddFlag(app, "--database", flags.database, "mysql://user@host:port/schema?password_file=FILE")->required();
  runtime::access::AddTokenFlags(app, flags.tokens);
  runtime::rpc::AddServerTlsFlags(app, flags.tls);
  AddWebhookFlags(app, flags.webhooks);
  AddFlag(app, "--workers", flags.workers, "Calls answered at once, each with a database connection")
      ->check(CLI::Range(1, 256));
  AddFlag(app, "--endpoints-file", flags.endpoints_file, "Write the addresses there when ready, as JSON");
}

absl::Status Serve(const Flags& flags) {
  RETURN_IF_ERROR(runtime::rpc::CheckTls(flags.tls));
  const runtime::Clock& clock = runtime::Clock::System();
  runtime::Registry metrics;
  ASSIGN_OR_RETURN(const auto callers,
                   runtime::access::Authenticator::Start(flags.tokens, "placements", {}, clock, metrics));
  ASSIGN_OR_RETURN(const auto service, PlacementsService::Start({.database_url = flags.database,
                                                                 .workers = flags.workers,
                                                                 .verifier = callers->verifier(),
                                                                 .clock = clock,
                                                                 .metrics = metrics,
                                                                 .webhooks = flags.webhooks}));
  std::atomic<bool> draining = false;
  const auto ready = [&] {
    RETURN_IF_ERROR(callers->Ready());
    return draining ? absl::UnavailableError("stopping") : service->Ready();
  };
  ASSIGN_OR_RETURN(const auto operations, runtime::http::StartOperations(flags.metrics, metrics, ready));
  ASSIGN_OR_RETURN(const auto grpc,
                   runtime::rpc::GrpcServer::Start({.address = flags.grpc,
                                                    .services = PlacementsService::Services(),
                                                    .limits = runtime::rpc::SiteConnectionLimits(),
                                                    .tls = flags.tls,
                                                    .linger = kLinger},
                                                   service->backend()));
  std::optional<Repeating> health([&] {
    grpc->SetServing(ready().ok());
    return kHealthEvery;
  });
  RETURN_IF_ERROR(runtime::config::WriteEndpointsFile(
      flags.endpoints_file, {{"grpc", grpc->address()}, {"metrics", operations->address()}}));
  std::cout << kProgram << " is ready: gRPC on " << grpc->address() << ", metrics on "
            << operations->address() << std::endl;

  runtime::config::WaitForTermination();
  draining = true;
  health.reset();
  grpc->Stop();
  service->Stop();
  return absl::OkStatus();
}

int Main(int argc, const char* const* argv) {
  // Before there is any other thread.
  runtime::config::BlockTerminationSignals();
  runtime::config::AllowManyOpenFiles();
  Flags flags;
  CLI::App app("The placements service over gRPC, one of any number of replicas.");
  runtime::config::Prepare(app, kProgram);
  AddFlags(app, flags);
  if (const std::optional<int> exit_code = runtime::config::Parse(app, argc, argv)) return *exit_code;
  runtime::log::Start(kProgram);
  const absl::Status served = Serve(flags);
  runtime::log::Flush();
  if (served.ok()) return 0;
  std::cerr << kProgram << ": " << served.message()
            << (absl::IsUnavailable(served) ? ": does the database run, and is its address right?" : "")
            << std::endl;
  return 1;
}

}  // namespace
}  // namespace boulevard::placements

int main(int argc, char** argv) {
  return boulevard::placements::Main(argc, argv);
}
