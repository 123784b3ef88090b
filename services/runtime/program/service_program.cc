#include "services/runtime/program/service_program.h"

#include <atomic>
#include <iostream>
#include <optional>

#include "absl/strings/str_cat.h"
#include "services/runtime/access/token_flags.h"
#include "services/runtime/config/endpoints_file.h"
#include "services/runtime/config/flags.h"
#include "services/runtime/config/open_files.h"
#include "services/runtime/config/signals.h"
#include "services/runtime/http/operations.h"
#include "services/runtime/log/log.h"
#include "services/runtime/program/remote_peers.h"
#include "services/runtime/rpc/grpc_server.h"
#include "services/runtime/rpc/tls_flags.h"
#include "services/runtime/service/repeating.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::program {
namespace {

constexpr absl::Duration kHealthEvery = absl::Milliseconds(250);
// A gateway asks every second whether we serve, and then sends its calls elsewhere.
constexpr absl::Duration kLinger = absl::Milliseconds(1250);

struct Flags {
  std::string grpc = "127.0.0.1:9090";
  std::string metrics = "127.0.0.1:9100";
  std::string database;
  access::TokenOptions tokens;
  rpc::TlsFiles tls;
  PeerFlags peers;
  int workers = 8;
  std::string endpoints_file;
};

void AddFlags(CLI::App& app, Flags& flags) {
  using config::AddFlag;
  AddFlag(app, "--grpc", flags.grpc, "Where to answer gRPC")->check(config::IsAddress());
  AddFlag(app, "--metrics", flags.metrics, "Where to answer /metrics, /livez, /readyz")
      ->check(config::IsAddress());
  AddFlag(app, "--database", flags.database, "mysql://user@host:port/schema?password_file=FILE")->required();
  access::AddTokenFlags(app, flags.tokens);
  rpc::AddServerTlsFlags(app, flags.tls);
  AddFlag(app, "--workers", flags.workers, "Calls answered at once, each with a database connection")
      ->check(CLI::Range(1, 256));
  AddFlag(app, "--endpoints-file", flags.endpoints_file, "Write the addresses there when ready, as JSON");
}

absl::Status Serve(const ServiceProgram& program, const std::string& name, const Flags& flags) {
  RETURN_IF_ERROR(rpc::CheckTls(flags.tls));
  const Clock& clock = Clock::System();
  Registry metrics;
  ASSIGN_OR_RETURN(const auto callers,
                   access::Authenticator::Start(flags.tokens, {program.name}, {}, clock, metrics));
  ASSIGN_OR_RETURN(const auto peers, RemotePeers::Start(program.name, flags.peers, clock));
  ASSIGN_OR_RETURN(const auto service, program.start({.database_url = flags.database,
                                                      .workers = flags.workers,
                                                      .verifier = callers->verifier(),
                                                      .clock = clock,
                                                      .metrics = metrics,
                                                      .peers = peers->peers()}));
  std::atomic<bool> draining = false;
  const auto ready = [&] {
    RETURN_IF_ERROR(callers->Ready());
    return draining ? absl::UnavailableError("stopping") : service->Ready();
  };
  ASSIGN_OR_RETURN(const auto operations, http::StartOperations(flags.metrics, metrics, ready));
  ASSIGN_OR_RETURN(const auto grpc, rpc::GrpcServer::Start({.address = flags.grpc,
                                                            .services = program.services,
                                                            .limits = rpc::SiteConnectionLimits(),
                                                            .tls = flags.tls,
                                                            .linger = kLinger},
                                                           service->backend()));
  std::optional<service::Repeating> health([&] {
    grpc->SetServing(ready().ok());
    return kHealthEvery;
  });
  RETURN_IF_ERROR(config::WriteEndpointsFile(
      flags.endpoints_file, {{"grpc", grpc->address()}, {"metrics", operations->address()}}));
  std::cout << name << " is ready: gRPC on " << grpc->address() << ", metrics on " << operations->address()
            << std::endl;

  config::WaitForTermination();
  draining = true;
  health.reset();
  grpc->Stop();
  service->Stop();
  return absl::OkStatus();
}

}  // namespace

int Run(const ServiceProgram& program, int argc, const char* const* argv) {
  config::BlockTerminationSignals();
  config::AllowManyOpenFiles();
  const std::string name = absl::StrCat("boulevard-", program.name);
  Flags flags;
  CLI::App app(program.help);
  config::Prepare(app, name);
  AddFlags(app, flags);
  AddPeerFlags(app, program.peers, flags.peers);
  if (program.add_flags) program.add_flags(app);
  if (const std::optional<int> exit_code = config::Parse(app, argc, argv)) return *exit_code;
  log::Start(name);
  const absl::Status served = Serve(program, name, flags);
  log::Flush();
  if (served.ok()) return 0;
  std::cerr << name << ": " << served.message()
            << (absl::IsUnavailable(served) ? ": does the database run, and is its address right?" : "")
            << std::endl;
  return 1;
}

}  // namespace boulevard::runtime::program
