#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "boulevard/placements/v1/programmes.pb.h"
#include "services/runtime/auth/test_key.h"
#include "tests/access/authority.h"
#include "tests/access/oidc_provider.h"
#include "tests/support/site/grpc_client.h"
#include "tests/support/site/metrics.h"
#include "tests/support/site/site.h"
#include "tests/support/site/wait.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::tests {
namespace {

using ::testing::HasSubstr;

constexpr absl::Duration kRotationPatience = absl::Seconds(40);

std::vector<std::string> IssuerFlags(const OidcProvider& provider) {
  return {"--token-issuer",         provider.issuer(),
          "--token-audience",       "boulevard-api",
          "--token-role-claim",     "realm_access.roles",
          "--token-role",           "jit-coordinator=coordinator",
          "--token-role",           "housing-partner=provider",
          "--token-provider-claim", "organisation",
          "--token-clock-skew",     "0s"};
}

// A site of each shape whose tokens come from a real OpenID provider.
class OidcTest : public ::testing::TestWithParam<Shape> {
 protected:
  OidcTest()
      : provider_(folder_.path()),
        site_({.shape = GetParam(), .replicas = 1, .service_arguments = IssuerFlags(provider_)}) {}

  int StatusWith(const std::string& token, const std::string& path = "/v1/programmes") {
    return site_.WithToken(token).Get(path).status();
  }
  bool Becomes(const std::string& token, int status) {
    return Eventually(kRotationPatience, [&] { return StatusWith(token) == status; });
  }
  // What checks tokens.
  Program& Checker() { return GetParam() == Shape::kSplit ? site_.replica(0) : site_.all_in_one(); }
  double Metric(const std::string& name) { return ReadMetric(Checker().endpoints().metrics, name); }

  TemporaryFolder folder_;
  OidcProvider provider_;
  Site site_;
};

TEST_P(OidcTest, TakesItsTokensInEveryAlgorithm) {
  for (const char* algorithm : {"RS256", "PS256", "ES256", "EdDSA"}) {
    EXPECT_EQ(StatusWith(provider_.Token("jit-coordinator", algorithm)), 200) << algorithm;
  }
  GrpcClient grpc(site_.endpoints().grpc);
  placements::v1::ListProgrammesResponse programmes;
  EXPECT_EQ(grpc.Call("boulevard.placements.v1.ProgrammeService/ListProgrammes",
                      placements::v1::ListProgrammesRequest(), programmes, provider_.Token("jit-coordinator"))
                .code,
            0);
}

TEST_P(OidcTest, GivesTheRoleThatTheClaimsMap) {
  const std::string partner = provider_.Token("duwo");
  EXPECT_EQ(StatusWith(partner, "/v1/places"), 200);
  EXPECT_EQ(StatusWith(partner, "/v1/places?providerId=0190a000-0000-7000-8000-000000000001"), 200);
  EXPECT_EQ(StatusWith(partner, "/v1/places?providerId=0190a000-0000-7000-8000-000000000002"), 403);
  EXPECT_EQ(StatusWith(partner, "/v1/applications"), 403);
  EXPECT_EQ(StatusWith(provider_.Token("two-hats")), 403);
  EXPECT_EQ(StatusWith(provider_.Token("nobody")), 403);
  EXPECT_EQ(Metric(R"(boulevard_auth_failures_total{component="placements",reason="several-roles"})"), 1);
  EXPECT_EQ(Metric(R"(boulevard_auth_failures_total{component="placements",reason="no-role"})"), 1);
}

TEST_P(OidcTest, RefusesWhatIsForSomeoneElseOrTooOld) {
  const std::string elsewhere = provider_.Token("jit-coordinator", "elsewhere");
  EXPECT_EQ(StatusWith(elsewhere), 401);
  EXPECT_EQ(Metric(R"(boulevard_auth_failures_total{component="placements",reason="audience"})"), 1);
  const std::string short_lived = provider_.Token("jit-coordinator", "short-lived");
  EXPECT_EQ(StatusWith(short_lived), 200);
  EXPECT_TRUE(Becomes(short_lived, 401));
  const std::string log = Checker().process().Output();
  EXPECT_THAT(log, HasSubstr(R"("reason":"audience")"));
  EXPECT_TRUE(Eventually(kRotationPatience, [&] {
    return absl::StrContains(Checker().process().Output(), R"("reason":"expired")");
  }));
  EXPECT_EQ(Checker().process().Output().find("jit-coordinator"), std::string::npos) << "the subject";
  EXPECT_EQ(Checker().process().Output().find(elsewhere.substr(elsewhere.rfind('.'))), std::string::npos);
}

TEST_P(OidcTest, FollowsARotationOfTheKeys) {
  const std::string old_token = provider_.Token("jit-coordinator");
  EXPECT_EQ(StatusWith(old_token), 200);
  provider_.ExchangeKeys();
  const std::string new_token = provider_.Token("jit-coordinator");
  EXPECT_TRUE(Becomes(new_token, 200)) << "a key that is not known brings the next reading forward";
  EXPECT_EQ(StatusWith(old_token), 401) << "also what was verified before";
}

TEST_P(OidcTest, WithoutTheProviderTheOldKeysCount) {
  const std::string token = provider_.Token("jit-coordinator");
  EXPECT_EQ(StatusWith(token), 200);
  const std::string other = provider_.Token("jit-coordinator", "ES256");
  provider_.Stop();
  // Makes the program ask for the keys.
  const std::string unknown = runtime::TestKey::Ed25519().Token(
      absl::StrCat(R"({"iss":")", provider_.issuer(), R"(","aud":"boulevard-api"})"));
  EXPECT_TRUE(Eventually(kRotationPatience, [&] {
    return StatusWith(unknown) == 401 &&
           Metric(R"(boulevard_token_key_refreshes_total{result="failed"})") >= 1;
  }));
  EXPECT_EQ(StatusWith(token), 200);
  EXPECT_EQ(StatusWith(other), 200) << "never seen before";
  EXPECT_TRUE(AwaitHttp(site_.endpoints().http, "/readyz", 200));
  EXPECT_THAT(Checker().process().Output(), HasSubstr("token keys not read"));
}

TEST_P(OidcTest, StartedWithoutTheProviderItIsNotReadyUntilItComes) {
  const std::string token = provider_.Token("jit-coordinator");
  provider_.Stop();
  EXPECT_EQ(Checker().Stop(), 0);
  Checker().StartUnready();
  EXPECT_TRUE(AwaitHttp(site_.endpoints().http, "/readyz", 503));
  EXPECT_TRUE(Becomes(token, 503)) << "nobody can tell whether it is good";
  EXPECT_EQ(HttpClient(site_.endpoints().http).Call("GET", "/livez").status, 200);
  provider_.Start();
  EXPECT_TRUE(AwaitHttp(site_.endpoints().http, "/readyz", 200, kRotationPatience));
  EXPECT_TRUE(Becomes(token, 200));
}

INSTANTIATE_TEST_SUITE_P(Site, OidcTest, ::testing::Values(Shape::kAllInOne, Shape::kSplit),
                         [](const auto& shape) { return ShapeName(shape.param); });

Program::Options Serving(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"serve", "--data-dir", folder.path() / "data"});
  return {.name = "boulevard",
          .arguments = std::move(arguments),
          .endpoints_file = folder.path() / "data" / "endpoints.json",
          .output = folder.path() / "boulevard.log"};
}

TEST(OidcOverTlsTest, BelievesTheAuthorityThatItIsTold) {
  TemporaryFolder folder;
  Authority(folder.path(), "ca").Issue("server");
  Authority(folder.path(), "other-ca");
  OidcProvider provider(folder.path());
  ASSERT_THAT(provider.issuer(), HasSubstr("https://"));
  std::vector<std::string> flags = IssuerFlags(provider);
  flags.insert(flags.end(), {"--token-issuer-ca", folder.path() / "ca.crt"});
  {
    Program program(Serving(folder, flags));
    program.Start();
    EXPECT_EQ(ReadMetric(program.endpoints().metrics, "boulevard_token_keys"), 4);
    EXPECT_EQ(program.Stop(), 0);
  }
  flags.back() = folder.path() / "other-ca.crt";
  Program program(Serving(folder, flags));
  program.StartUnready();
  EXPECT_TRUE(Eventually(kRotationPatience, [&] {
    return ReadMetric(program.endpoints().metrics,
                      R"(boulevard_token_key_refreshes_total{result="failed"})") >= 1;
  }));
  EXPECT_TRUE(AwaitHttp(program.endpoints().metrics, "/readyz", 503));
  EXPECT_EQ(program.Stop(), 0);
}

}  // namespace
}  // namespace boulevard::tests
