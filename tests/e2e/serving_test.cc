#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <fstream>
#include <optional>
#include <thread>

#include "tests/support/http/certificate.h"
#include "tests/support/site/scene.h"
#include "tests/support/site/site.h"
#include "tests/support/site/wait.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::tests {
namespace {

using ::testing::HasSubstr;
using Arguments = std::vector<std::string>;

constexpr char kConsole[] = "https://console.example.nl";

// The flags of whatever serves REST, each site with its own: the same in one program and in several.
class ServingTest : public ::testing::TestWithParam<Shape> {
 protected:
  Site& Start(const Arguments& front_arguments) {
    return site_.emplace(SiteOptions{.shape = GetParam(), .replicas = 1, .front_arguments = front_arguments});
  }
  // What serves REST, in either shape.
  Process& Front() {
    return GetParam() == Shape::kSplit ? site_->gateway().process() : site_->all_in_one().process();
  }

  TemporaryFolder folder_;
  std::optional<Site> site_;
};

ApiClient::Headers WithToken(const Site& site, Role role) {
  return {{"Authorization", "Bearer " + site.Token(role)}};
}

TEST_P(ServingTest, TlsWithAReloadWithoutARestart) {
  CertificateFiles files = WriteCertificate(folder_.path(), "site");
  const Site& site = Start({"--tls-certificate", files.certificate, "--tls-key", files.key});
  const std::string address = site.endpoints().http;
  EXPECT_THAT(Front().Output(), HasSubstr("https://" + address));
  HttpClient client(address, {.trusted = files.certificate});
  EXPECT_EQ(client.Call("GET", "/v1/programmes", WithToken(site, Role::kAdmin)).status, 200);
  EXPECT_EQ(client.Call("GET", "/v1/programmes").status, 401);

  files = WriteCertificate(folder_.path(), "site");
  Front().Signal(SIGHUP);
  EXPECT_TRUE(Eventually(kPatience, [&] {
    HttpClient fresh(address, {.trusted = files.certificate});
    return fresh.tls()->serial() == files.serial && fresh.Call("GET", "/livez").status == 200;
  }));
  std::ofstream(files.key) << "nonsense";
  Front().Signal(SIGHUP);
  EXPECT_TRUE(Eventually(
      kPatience, [&] { return Front().Output().find("holds no private key in PEM") != std::string::npos; }));
  EXPECT_EQ(HttpClient(address, {.trusted = files.certificate}).Call("GET", "/livez").status, 200);
  EXPECT_EQ(client.Call("GET", "/v1/programmes", WithToken(site, Role::kAdmin)).status, 200)
      << "a connection lives on";
}

TEST_P(ServingTest, WhoAsksTooOftenIsToldWhenToComeBack) {
  const Site& site = Start({"--rate-limit", "0.01", "--rate-burst", "3"});
  HttpClient client(site.endpoints().http);
  const auto get = [&](const ApiClient::Headers& headers) {
    return client.Call("GET", "/v1/programmes", headers);
  };
  const auto admin = WithToken(site, Role::kAdmin);
  // The first is the client's, and makes the token known; then the token has three.
  for (int i = 0; i < 4; ++i) EXPECT_EQ(get(admin).status, 200) << i;
  const HttpResponse refused = get(admin);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.Header("retry-after"), "100");
  EXPECT_EQ(refused.Header("content-type"), "application/problem+json");
  // Nobody in particular has two left, whatever he calls himself.
  EXPECT_EQ(get({}).status, 401);
  EXPECT_EQ(get({{"Authorization", "Bearer made-up-1"}}).status, 401);
  EXPECT_EQ(get({{"Authorization", "Bearer made-up-2"}}).status, 429);
  EXPECT_EQ(client.Call("GET", "/livez").status, 200) << "not counted";
  const std::string metrics = HttpClient(site.endpoints().metrics).Call("GET", "/metrics").body;
  EXPECT_THAT(metrics, HasSubstr("boulevard_http_rate_limited_total{by=\"token\"} 1"));
  EXPECT_THAT(metrics, HasSubstr("boulevard_http_rate_limited_total{by=\"client\"} 1"));
}

TEST_P(ServingTest, PagesOfOtherSitesUseTheApiWhenTheyMay) {
  const Site& site = Start({"--cors-origin", kConsole, "--rate-limit", "0"});
  HttpClient client(site.endpoints().http);
  const HttpResponse preflight = client.Call("OPTIONS", "/v1/places",
                                             {{"Origin", kConsole},
                                              {"Access-Control-Request-Method", "POST"},
                                              {"Access-Control-Request-Headers", "authorization"}});
  EXPECT_EQ(preflight.status, 204);
  EXPECT_EQ(preflight.Header("access-control-allow-origin"), kConsole);
  EXPECT_THAT(preflight.Header("access-control-allow-methods"), HasSubstr("POST"));
  EXPECT_THAT(preflight.Header("access-control-allow-headers"), HasSubstr("Idempotency-Key"));
  const HttpResponse refused = client.Call("GET", "/v1/places", {{"Origin", kConsole}});
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.Header("access-control-allow-origin"), kConsole) << "errors can be read too";
  EXPECT_EQ(
      client.Call("GET", "/v1/places", {{"Origin", "https://evil.nl"}}).Header("access-control-allow-origin"),
      "");
}

TEST_P(ServingTest, LongAnswersAreCompressed) {
  Site& site = Start({"--compress-from", "200", "--rate-limit", "0"});
  Scene scene(site);
  for (int i = 0; i < 3; ++i) scene.NewPlace();
  ApiClient provider = scene.Provider();
  const Answer plain = provider.Get("/v1/places");
  const Answer gzip = provider.Send("GET", "/v1/places", {{"Accept-Encoding", "br, gzip"}});
  const Answer head = provider.Send("HEAD", "/v1/places", {{"Accept-Encoding", "br, gzip"}});
  EXPECT_EQ(plain.http.Header("content-encoding"), "");
  EXPECT_EQ(plain.http.Header("vary"), "Accept-Encoding");
  EXPECT_EQ(gzip.http.Header("content-encoding"), "gzip");
  EXPECT_LT(gzip.http.body.size(), plain.http.body.size());
  EXPECT_EQ(gzip.http.body.substr(0, 2), "\x1f\x8b");
  EXPECT_EQ(head.http.Header("content-length"), gzip.http.Header("content-length"));
  EXPECT_EQ(head.http.Header("content-encoding"), "gzip");
}

// Whoever was let in is answered: a connection ends only after an answer that says so.
TEST_P(ServingTest, ADrainUnderLoadLosesNothing) {
  Site& site = Start({"--rate-limit", "0"});
  Scene(site).NewPlace();
  const std::string address = site.endpoints().http;
  const auto headers = WithToken(site, Role::kCoordinator);
  // Keeps the drain waiting until it has sent the rest.
  HttpClient slow(address);
  slow.Send("GET /livez HTTP/1.1\r\n");
  std::atomic<int> answered = 0, lost = 0;
  std::vector<std::thread> callers(8);
  for (std::thread& caller : callers) {
    caller = std::thread([&] {
      for (HttpClient client(address); client.connected(); client.Reconnect()) {
        HttpResponse response;
        do {
          response = client.Call("GET", "/v1/places", headers);
          ++(response.status == 200 ? answered : lost);
        } while (response.status != 0 && response.Header("connection") != "close");
      }
    });
  }
  EXPECT_TRUE(Eventually(kPatience, [&] { return answered > 200; }));
  Front().Signal(SIGTERM);
  EXPECT_TRUE(AwaitHttp(site.endpoints().metrics, "/readyz", 503)) << "says so while it drains";
  for (std::thread& caller : callers) caller.join();
  slow.Send("Host: a\r\n\r\n");
  const HttpResponse last = slow.Receive();
  EXPECT_EQ(last.status, 200) << "to who was not done asking, too";
  EXPECT_EQ(last.Header("connection"), "close");
  EXPECT_EQ(Front().Wait(kPatience), 0);
  EXPECT_EQ(lost, 0);
}

INSTANTIATE_TEST_SUITE_P(Site, ServingTest, ::testing::Values(Shape::kAllInOne, Shape::kSplit),
                         [](const auto& shape) { return ShapeName(shape.param); });

// What a program says that does not start with these arguments.
Finished StartWith(const std::filesystem::path& folder, Arguments arguments) {
  arguments.insert(arguments.begin(), {ProgramPath("boulevard-gateway"), "--placements", "127.0.0.1:1",
                                       "--guidance", "127.0.0.1:1", "--http", "127.0.0.1:0", "--grpc",
                                       "127.0.0.1:0", "--metrics", "127.0.0.1:0"});
  return RunToEnd(arguments, folder / "gateway.log");
}

TEST(StartTest, BadFilesForTlsAreOneSentence) {
  const TemporaryFolder folder;
  const CertificateFiles files = WriteCertificate(folder.path(), "site");
  const CertificateFiles other = WriteCertificate(folder.path(), "other");
  const Finished mixed =
      StartWith(folder.path(), {"--tls-certificate", files.certificate, "--tls-key", other.key});
  EXPECT_EQ(mixed.exit_code, 1);
  EXPECT_THAT(mixed.output, HasSubstr("boulevard-gateway: the TLS key file " + other.key.string()));
  EXPECT_EQ(StartWith(folder.path(), {"--tls-certificate", files.certificate}).exit_code, 2);
  EXPECT_EQ(StartWith(folder.path(), {"--cors-origin", "https://a.nl/path"}).exit_code, 2);
}

TEST(StartTest, WithoutASubcommandThereIsHelp) {
  const TemporaryFolder folder;
  const Finished finished = RunToEnd({ProgramPath("boulevard")}, folder.path() / "boulevard.log");
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.output, HasSubstr("serve"));
}

}  // namespace
}  // namespace boulevard::tests
