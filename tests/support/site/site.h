#ifndef BOULEVARD_TESTS_SUPPORT_SITE_SITE_H_
#define BOULEVARD_TESTS_SUPPORT_SITE_SITE_H_

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/runtime/auth/token.h"
#include "services/runtime/db/private_server.h"
#include "tests/support/gate/gate.h"
#include "tests/support/gate/socket.h"
#include "tests/support/site/api_client.h"
#include "tests/support/site/program.h"

namespace boulevard::tests {

using runtime::Role;
using runtime::Uuid;

enum class Shape {
  kAllInOne,  // boulevard serve with its private database
  kSplit,     // boulevard-placements and boulevard-guidance, each twice, behind boulevard-gateway
  kExternal,  // running already; see ShapesToTest
};
std::string ShapeName(Shape shape);
// Both of ours; or, when BOULEVARD_E2E_HTTP, _GRPC and _TOKEN_KEY name a site that runs already (two
// addresses, and the file of the private key whose tokens it accepts), that one alone.
std::vector<Shape> ShapesToTest();

struct SiteOptions {
  Shape shape = Shape::kAllInOne;
  int replicas = 2;  // of each service, when split
  int workers = 4;   // of each replica
  int gateways = 1;
  int open_files = 0;  // how many files the all-in-one program may have open; 0: as the system says
  bool gated = false;  // split: a Gate before the database of placements, and one before each replica of it
  // More of what checks tokens: the replicas, or the all-in-one program.
  std::vector<std::string> service_arguments = {};
  // More of what serves REST. Tests ask faster than people do.
  std::vector<std::string> front_arguments = {"--rate-limit", "0"};
  bool durable = false;      // whether the split site's database syncs its log: for those who time it
  std::string database_url;  // of placements in a split site, when it runs already; empty: one of its own
};

// The real programs, running on free ports of 127.0.0.1 in a folder of their own that goes with the site.
// Start it from the main thread (see Process). Whatever does not start ends the test program and says why.
class Site {
 public:
  explicit Site(const SiteOptions& options);
  ~Site();
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  const Endpoints& endpoints() const;
  // The REST addresses of all gateways.
  std::vector<std::string> http_addresses() const;
  // "mysql://..." of the schema of placements; empty for an external site.
  std::string database_url() const;
  // The same of guidance.
  std::string guidance_database_url() const;
  std::filesystem::path folder() const { return folder_; }
  std::filesystem::path data_dir() const { return folder_ / "data"; }

  // The private key with which that service calls others: "guidance".
  std::filesystem::path service_key(const std::string& service) const { return folder_ / (service + ".pem"); }
  // The master keys of guidance.
  std::filesystem::path master_keys() const { return folder_ / "master.keys"; }

  // Returns when calls are answered: after a program of it was started again.
  void AwaitAnswers() const;

  // A token of that role; for a provider, of the organisation given.
  std::string Token(Role role, const std::optional<Uuid>& provider = {},
                    const std::string& subject = "") const;
  // The private key that signs them.
  const std::filesystem::path& token_key() const { return token_key_; }
  // What one service shows another; this one is called "a-service". Not taken by an external site.
  std::string ServiceToken(const std::string& audience = "placements") const;
  ApiClient As(Role role, const std::optional<Uuid>& provider = {}) const;
  ApiClient WithToken(const std::string& token) const;

  // Of a split site, in the order of their start: those of placements, and those of guidance.
  Program& replica(int number) { return *replicas_[static_cast<size_t>(number)]; }
  Program& guidance_replica(int number) { return *guidance_replicas_[static_cast<size_t>(number)]; }
  Program& gateway() { return *fronts_[0]; }
  // The all-in-one program.
  Program& all_in_one() { return *fronts_[0]; }
  // The programs that check the tokens of placements.
  std::vector<Program*> checkers() const;
  void StopDatabase();
  void StartDatabase();
  // Of its own; changes when it is started again.
  pid_t database_pid() const { return database_->pid(); }

  // Of a gated site: between its replicas and the database, and between its gateways and a replica.
  Gate& database_gate() { return *database_gate_; }
  Gate& replica_gate(int number) { return *replica_gates_[static_cast<size_t>(number)]; }

 private:
  std::vector<std::string> WithFrontArguments(std::vector<std::string> arguments) const;
  std::vector<std::string> WithServiceArguments(std::vector<std::string> arguments) const;
  void StartAllInOne();
  void StartSplit();
  // Whether placements gets its answers from guidance.
  bool PeersAnswer() const;
  // Keeps ports for the services, which have to know each other's before they start.
  void ReservePorts();
  std::vector<std::string> WithPeer(const std::string& service, const std::string& peer,
                                    std::vector<std::string> arguments) const;
  void StartReplica(int number);
  void StartGuidance(int number);
  void StartGateway(int number, const std::string& placements, const std::string& guidance);
  // What the replicas and the gateways are told, which may be a gate.
  std::string DatabaseForReplicas();
  std::string AddressForGateways(const Program& replica);

  SiteOptions options_;
  std::filesystem::path folder_;
  std::filesystem::path token_key_;
  std::optional<runtime::TokenSigner> signer_;
  std::unique_ptr<runtime::db::PrivateServer> database_;
  std::unique_ptr<Gate> database_gate_;
  std::vector<std::unique_ptr<Gate>> replica_gates_;
  std::vector<Socket> port_holders_;
  // Where they answer gRPC, by service, in the order of the replicas.
  std::map<std::string, std::vector<std::string>> addresses_;
  std::vector<std::unique_ptr<Program>> replicas_;
  std::vector<std::unique_ptr<Program>> guidance_replicas_;
  std::vector<std::unique_ptr<Program>> fronts_;  // what serves REST: the gateways, or the all-in-one
  Endpoints external_;
};

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_SITE_SITE_H_
