// boulevard-placements: the placements service over gRPC, one of any number of replicas.

#include <atomic>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "services/placements/service/repeating.h"
#include "services/placements/service/service.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/config/endpoints_file.h"
#include "services/runtime/config/flags.h"
#include "services/runtime/config/secret.h"
#include "services/runtime/config/signals.h"
#include "services/runtime/http/operations.h"
#include "services/runtime/log/log.h"
#include "services/runtime/rpc/grpc_server.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements {
namespace {

constexpr char kProgram[] = "boulevard-placements";
constexpr absl::Duration kHealthEvery = absl::Milliseconds(250);

struct Flags {
  std::string grpc = "127.0.0.1:9090";
  std::string metrics = "127.0.0.1:9100";
  std::string database;
  std::vector<std::string> token_public_keys;
  int workers = 8;
  std::string endpoints_file;
};

void AddFlags(CLI::App& app, Flags& flags) {
  using namespace runtime::config;
  AddFlag(app, "--grpc", flags.grpc, "Where to answer gRPC")->check(IsAddress());
  AddFlag(app, "--metrics", flags.metrics, "Where to answer /metrics, /livez and /readyz")
      ->check(IsAddress());
  AddFlag(app, "--database", flags.database, "mysql://user@host:port/schema?password_file=FILE")->required();
  AddFlag(app, "--token-public-key", flags.token_public_keys,
          "PEM file of a key whose tokens are accepted; may be repeated")
      ->required()
      ->check(CLI::ExistingFile);
  AddFlag(app, "--workers", flags.workers, "Calls answered at once, each with a database connection")
      ->check(CLI::Range(1, 256));
  AddFlag(app, "--endpoints-file", flags.endpoints_file, "Write the addresses there when ready, as JSON");
}

absl::Status AddKeys(const std::vector<std::string>& files, runtime::TokenVerifier& verifier) {
  for (const std::string& file : files) {
    ASSIGN_OR_RETURN(const std::string pem, runtime::config::ReadSecret(file));
    if (!verifier.AddPublicKey(pem).ok()) {
      return absl::InvalidArgumentError(file + " does not hold a PEM public key");
    }
  }
  return absl::OkStatus();
}

absl::Status Serve(const Flags& flags) {
  const runtime::Clock& clock = runtime::Clock::System();
  runtime::Registry metrics;
  runtime::TokenVerifier verifier(clock);
  RETURN_IF_ERROR(AddKeys(flags.token_public_keys, verifier));
  ASSIGN_OR_RETURN(const auto service, PlacementsService::Start({.database_url = flags.database,
                                                                 .workers = flags.workers,
                                                                 .verifier = verifier,
                                                                 .clock = clock,
                                                                 .metrics = metrics}));
  std::atomic<bool> draining = false;
  const auto ready = [&] { return draining ? absl::UnavailableError("stopping") : service->Ready(); };
  ASSIGN_OR_RETURN(const auto operations, runtime::http::StartOperations(flags.metrics, metrics, ready));
  ASSIGN_OR_RETURN(const auto grpc, runtime::rpc::GrpcServer::Start(
                                        {.address = flags.grpc, .services = PlacementsService::Services()},
                                        service->backend()));
  std::optional<Repeating> health([&] {
    grpc->SetServing(service->Ready().ok());
    return kHealthEvery;
  });
  std::cout << kProgram << " is ready: gRPC on " << grpc->address() << ", metrics on "
            << operations->address() << std::endl;
  RETURN_IF_ERROR(runtime::config::WriteEndpointsFile(
      flags.endpoints_file, {{"grpc", grpc->address()}, {"metrics", operations->address()}}));

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
  Flags flags;
  CLI::App app("The placements service over gRPC, one of any number of replicas.");
  runtime::config::Prepare(app, kProgram);
  AddFlags(app, flags);
  if (const std::optional<int> exit_code = runtime::config::Parse(app, argc, argv)) return *exit_code;
  runtime::log::Start(kProgram);
  const absl::Status served = Serve(flags);
  runtime::log::Flush();
  if (served.ok()) return 0;
  std::cerr << kProgram << ": " << runtime::StdView(served.message())
            << (absl::IsUnavailable(served) ? ": does the database run, and is its address right?" : "")
            << std::endl;
  return 1;
}

}  // namespace
}  // namespace boulevard::placements

int main(int argc, char** argv) {
  return boulevard::placements::Main(argc, argv);
}
