#include "tests/support/site/site.h"

#include <stdlib.h>

#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "services/runtime/auth/service_credential.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/vault/key_ring.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

constexpr char kSchema[] = "boulevard_placements";
constexpr char kGuidanceSchema[] = "boulevard_guidance";
constexpr char kService[] = "a-service";

constexpr char kPlacements[] = "placements";
constexpr char kGuidance[] = "guidance";

std::filesystem::path NewFolder() {
  // Short: the path of a Unix socket has 108 bytes at most.
  std::string pattern = "/tmp/boulevard-site.XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) Die("no folder can be made in /tmp");
  return pattern;
}

std::string FromEnvironment(const char* name) {
  const char* value = getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here changes the environment
  if (value == nullptr || *value == '\0') Die(absl::StrCat(name, " is not set"));
  return value;
}

template <typename T>
T OrDie(absl::StatusOr<T> value, const std::string& what) {
  if (!value.ok()) Die(absl::StrCat(what, ": ", value.status().ToString()));
  return *std::move(value);
}

std::vector<std::string> Addresses(const std::vector<std::unique_ptr<Program>>& programs,
                                   std::string Endpoints::*port) {
  std::vector<std::string> addresses;
  addresses.reserve(programs.size());
  for (const auto& program : programs) addresses.push_back(program->endpoints().*port);
  return addresses;
}

}  // namespace

std::string ShapeName(Shape shape) {
  switch (shape) {
    case Shape::kAllInOne:
      return "AllInOne";
    case Shape::kSplit:
      return "Split";
    case Shape::kExternal:
      return "External";
  }
  return "";
}

std::vector<Shape> ShapesToTest() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment
  if (getenv("BOULEVARD_E2E_HTTP") != nullptr) return {Shape::kExternal};
  return {Shape::kAllInOne, Shape::kSplit};
}

Site::Site(const SiteOptions& options) : options_(options), folder_(NewFolder()) {
  std::filesystem::create_directory(data_dir());
  token_key_ = options.shape == Shape::kExternal
                   ? std::filesystem::path(FromEnvironment("BOULEVARD_E2E_TOKEN_KEY"))
                   : folder_ / "token-key.pem";
  signer_.emplace(OrDie(runtime::TokenSigner::Open(token_key_), "the key of the tokens"));
  std::ofstream(folder_ / "token-key.pub.pem") << signer_->PublicKeyPem();
  const absl::Status keys = runtime::vault::KeyRing::Make(master_keys(), absl::Now());
  if (!keys.ok()) Die(absl::StrCat("the master keys: ", keys.ToString()));
  std::ofstream(folder_ / "webhooks.key") << "the same for all replicas of this site alone";
  switch (options.shape) {
    case Shape::kAllInOne:
      StartAllInOne();
      break;
    case Shape::kSplit:
      StartSplit();
      break;
    case Shape::kExternal:
      external_ = {.http = FromEnvironment("BOULEVARD_E2E_HTTP"),
                   .grpc = FromEnvironment("BOULEVARD_E2E_GRPC"),
                   .metrics = ""};
      break;
  }
}

Site::~Site() {
  // Not killed: the database of an all-in-one would still be writing to the folder.
  for (const auto& program : fronts_) program->Stop();
  for (const auto* replicas : {&replicas_, &guidance_replicas_}) {
    for (const auto& program : *replicas) program->Stop();
  }
  database_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::vector<std::string> Site::WithFrontArguments(std::vector<std::string> arguments) const {
  arguments.insert(arguments.end(), options_.front_arguments.begin(), options_.front_arguments.end());
  return arguments;
}

std::vector<std::string> Site::WithServiceArguments(std::vector<std::string> arguments) const {
  const std::string key = folder_ / "token-key.pub.pem";
  arguments.insert(arguments.end(),
                   {"--token-public-key", key, "--service-public-key", absl::StrCat(kService, "=", key)});
  arguments.insert(arguments.end(), options_.service_arguments.begin(), options_.service_arguments.end());
  return arguments;
}

void Site::StartAllInOne() {
  fronts_.push_back(std::make_unique<Program>(
      Program::Options{.name = "boulevard",
                       .arguments = WithFrontArguments(
                           WithServiceArguments({"serve", "--data-dir", data_dir(), "--webhook-key",
                                                 folder_ / "webhooks.key", "--master-keys", master_keys()})),
                       .endpoints_file = data_dir() / "endpoints.json",
                       .output = folder_ / "boulevard.log",
                       .open_files = options_.open_files}));
  fronts_.back()->Start();
}

void Site::ReservePorts() {
  for (const char* service : {kPlacements, kGuidance}) {
    const auto key = OrDie(runtime::SigningKey::Open(service_key(service)), "the key of a service");
    std::ofstream(service_key(service).replace_extension("pub")) << key.PublicKeyPem();
    for (int i = 0; i < options_.replicas; ++i) {
      port_holders_.push_back(Socket::Bound(0));
      addresses_[service].push_back(absl::StrCat("127.0.0.1:", port_holders_.back().port()));
    }
  }
}

std::vector<std::string> Site::WithPeer(const std::string& service, const std::string& peer,
                                        std::vector<std::string> arguments) const {
  const std::string their_key = service_key(peer).replace_extension("pub");
  arguments.insert(arguments.end(),
                   {"--" + peer, absl::StrJoin(addresses_.at(peer), ","), "--service-key",
                    service_key(service), "--service-public-key", absl::StrCat(peer, "=", their_key)});
  return WithServiceArguments(std::move(arguments));
}

void Site::StartSplit() {
  StartDatabase();
  ReservePorts();
  std::vector<std::string> addresses;
  for (int i = 0; i < options_.replicas; ++i) {
    StartReplica(i);
    addresses.push_back(AddressForGateways(*replicas_.back()));
    StartGuidance(i);
  }
  const std::string guidance = absl::StrJoin(addresses_[kGuidance], ",");
  for (int i = 0; i < options_.gateways; ++i) StartGateway(i, absl::StrJoin(addresses, ","), guidance);
  // A front of a test's own may speak TLS, or count how often it is asked.
  if (options_.front_arguments == SiteOptions().front_arguments) AwaitAnswers();
}

void Site::StartReplica(int number) {
  const std::filesystem::path endpoints = folder_ / absl::StrCat("placements-", number, ".json");
  replicas_.push_back(std::make_unique<Program>(Program::Options{
      .name = "boulevard-placements",
      .arguments = WithPeer(kPlacements, kGuidance,
                            {"--database", DatabaseForReplicas(), "--workers", absl::StrCat(options_.workers),
                             "--webhook-key", folder_ / "webhooks.key", "--endpoints-file", endpoints}),
      .serves_http = false,
      .grpc = addresses_[kPlacements][static_cast<size_t>(number)],
      .endpoints_file = endpoints,
      .output = folder_ / absl::StrCat("placements-", number, ".log")}));
  replicas_.back()->Start();
}

void Site::StartGuidance(int number) {
  const std::filesystem::path endpoints = folder_ / absl::StrCat("guidance-", number, ".json");
  guidance_replicas_.push_back(std::make_unique<Program>(Program::Options{
      .name = "boulevard-guidance",
      .arguments = WithPeer(kGuidance, kPlacements,
                            {"--database", guidance_database_url(), "--master-keys", master_keys(),
                             "--workers", absl::StrCat(options_.workers), "--endpoints-file", endpoints}),
      .serves_http = false,
      .grpc = addresses_[kGuidance][static_cast<size_t>(number)],
      .endpoints_file = endpoints,
      .output = folder_ / absl::StrCat("guidance-", number, ".log")}));
  guidance_replicas_.back()->Start();
}

void Site::StartGateway(int number, const std::string& placements, const std::string& guidance) {
  const std::filesystem::path endpoints = folder_ / absl::StrCat("gateway-", number, ".json");
  fronts_.push_back(std::make_unique<Program>(
      Program::Options{.name = "boulevard-gateway",
                       .arguments = WithFrontArguments({"--placements", placements, "--guidance", guidance,
                                                        "--endpoints-file", endpoints}),
                       .endpoints_file = endpoints,
                       .output = folder_ / absl::StrCat("gateway-", number, ".log")}));
  fronts_.back()->Start();
}

std::string Site::DatabaseForReplicas() {
  if (!options_.gated) return database_url();
  if (!database_gate_) {
    const auto direct =
        OrDie(runtime::db::ConnectOptions::Parse(database_url()), "the address of the database");
    database_gate_ = std::make_unique<Gate>(direct.socket);
  }
  return absl::StrCat("mysql://root@", database_gate_->address(), "/", kSchema);
}

std::string Site::AddressForGateways(const Program& replica) {
  if (!options_.gated) return replica.endpoints().grpc;
  replica_gates_.push_back(std::make_unique<Gate>(replica.endpoints().grpc));
  return replica_gates_.back()->address();
}

void Site::StartDatabase() {
  database_ =
      OrDie(runtime::db::PrivateServer::Start({.folder = folder_ / "database", .durable = options_.durable}),
            "the database");
  for (const char* schema : {kSchema, kGuidanceSchema}) OrDie(database_->UrlOf(schema), "the schema");
}

void Site::StopDatabase() {
  database_.reset();
}

const Endpoints& Site::endpoints() const {
  return options_.shape == Shape::kExternal ? external_ : fronts_[0]->endpoints();
}

std::vector<std::string> Site::http_addresses() const {
  return options_.shape == Shape::kExternal ? std::vector{external_.http}
                                            : Addresses(fronts_, &Endpoints::http);
}

std::string Site::database_url() const {
  if (!options_.database_url.empty() || options_.shape == Shape::kExternal) return options_.database_url;
  const bool own = options_.shape == Shape::kSplit;
  return runtime::db::PrivateServer::UrlIn(own ? folder_ / "database" : data_dir() / "mariadb", kSchema);
}

std::string Site::guidance_database_url() const {
  if (options_.shape == Shape::kExternal) return "";
  const bool own = options_.shape == Shape::kSplit;
  return runtime::db::PrivateServer::UrlIn(own ? folder_ / "database" : data_dir() / "mariadb",
                                           kGuidanceSchema);
}

void Site::AwaitAnswers() const {
  ApiClient anyone = As(Role::kAdmin);
  const bool answers = Eventually(absl::Seconds(20), [&] {
    return anyone.Get("/v1/programmes").Ok() && anyone.Get("/v1/mentors").Ok() && PeersAnswer();
  });
  if (!answers) Die("the site does not answer");
}

bool Site::PeersAnswer() const {
  ApiClient coordinator = As(Role::kCoordinator);
  // Guidance knows nobody of that id, once it is asked.
  const Json body = {{"youngPersonId", runtime::NewUuid(absl::Now()).ToString()}, {"programmeId", "foyer"}};
  // By each replica that may be asked.
  for (int i = 0; i < 2 * options_.replicas; ++i) {
    if (coordinator.Post("/v1/applications", body).status() != 400) return false;
  }
  return true;
}

std::string Site::Token(Role role, const std::optional<Uuid>& provider, const std::string& subject) const {
  const std::string name =
      subject.empty() ? absl::StrCat("a-", std::string(runtime::RoleName(role))) : subject;
  return signer_->Sign({.subject = name, .role = role, .provider_id = provider}, absl::Now(), absl::Hours(1));
}

std::string Site::ServiceToken(const std::string& audience) const {
  auto key = OrDie(runtime::SigningKey::Read(token_key_), "the key of the service");
  return runtime::ServiceCredential(std::move(key), kService, audience, runtime::Clock::System()).Token();
}

std::vector<Program*> Site::checkers() const {
  std::vector<Program*> programs;
  for (const auto& program : options_.shape == Shape::kSplit ? replicas_ : fronts_) {
    programs.push_back(program.get());
  }
  return programs;
}

ApiClient Site::As(Role role, const std::optional<Uuid>& provider) const {
  return WithToken(Token(role, provider));
}

ApiClient Site::WithToken(const std::string& token) const {
  return ApiClient(endpoints().http, token);
}

}  // namespace boulevard::tests
