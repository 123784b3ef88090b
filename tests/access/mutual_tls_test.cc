#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/rpc/remote_backend.h"
#include "tests/access/authority.h"
#include "tests/support/site/scene.h"
#include "tests/support/site/wait.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::tests {
namespace {

using runtime::rpc::RemoteBackend;
using runtime::rpc::TlsFiles;

// A split site whose gateway and services show each other certificates of one authority. There is a second
// authority, which nobody of them believes.
class MutualTlsTest : public ::testing::Test {
 protected:
  MutualTlsTest() : ours_(folder_.path(), "ca"), other_(folder_.path(), "other-ca") {
    ours_.Issue("placements");
    ours_.Issue("gateway");
    other_.Issue("stranger");
  }

  std::string File(const std::string& name) const { return folder_.path() / name; }
  TlsFiles Files(const std::string& identity, const std::string& ca) const {
    return {.certificate = File(identity + ".crt"), .key = File(identity + ".key"), .ca = File(ca + ".crt")};
  }
  SiteOptions Options() const {
    return {
        .shape = Shape::kSplit,
        .replicas = 1,
        .service_arguments = {"--grpc-tls-certificate", File("placements.crt"), "--grpc-tls-key",
                              File("placements.key"), "--grpc-client-ca", File("ca.crt"), "--services-ca",
                              File("ca.crt"), "--services-certificate", File("placements.crt"),
                              "--services-key", File("placements.key")},
        .front_arguments = {"--rate-limit", "0", "--services-ca", File("ca.crt"), "--services-certificate",
                            File("gateway.crt"), "--services-key", File("gateway.key")}};
  }
  // Whether the service answers whoever calls it like that.
  static bool Answers(Site& site, const TlsFiles& tls) {
    return RemoteBackend(site.replica(0).endpoints().grpc, tls).Check(absl::Now() + absl::Seconds(5)).ok();
  }

  TemporaryFolder folder_;
  Authority ours_, other_;
};

TEST_F(MutualTlsTest, TheSiteWorksAndAnswersNobodyElse) {
  Site site(Options());
  Scene scene(site);
  const std::string place = scene.NewPlace();
  const std::string placement = scene.NewPlacement(scene.NewApplication(), place, 0, 30);
  EXPECT_TRUE(scene.Coordinator().Get("/v1/placements/" + placement).Ok());

  EXPECT_TRUE(Answers(site, Files("gateway", "ca")));
  EXPECT_FALSE(Answers(site, {})) << "without TLS";
  EXPECT_FALSE(Answers(site, {.certificate = "", .key = "", .ca = File("ca.crt")}))
      << "without a certificate";
  EXPECT_FALSE(Answers(site, Files("stranger", "ca"))) << "with a certificate of another authority";
  EXPECT_FALSE(Answers(site, Files("gateway", "other-ca"))) << "the caller does not believe the service";
}

TEST_F(MutualTlsTest, ACertificateIsExchangedWithoutARestart) {
  Site site(Options());
  EXPECT_FALSE(Answers(site, Files("gateway", "other-ca")));
  other_.Issue("placements");
  EXPECT_TRUE(Eventually(absl::Seconds(40), [&] { return Answers(site, Files("gateway", "other-ca")); }));
  EXPECT_FALSE(Answers(site, Files("gateway", "ca")));
}

TEST_F(MutualTlsTest, FilesThatDoNotFitKeepItFromStarting) {
  const std::vector<std::string> base = {ProgramPath("boulevard-placements"),
                                         "--database",
                                         "mysql://nobody@localhost/x",
                                         "--token-public-key",
                                         File("key.pub"),
                                         "--guidance",
                                         "localhost:9090",
                                         "--service-key",
                                         File("key"),
                                         "--grpc-tls-certificate"};
  ASSERT_EQ(RunToEnd({ProgramPath("boulevard"), "token", "--key", File("key"), "--role", "admin"},
                     File("token.log"))
                .exit_code,
            0);
  const auto sentence = [&](std::vector<std::string> more) {
    more.insert(more.begin(), base.begin(), base.end());
    const Finished ended = RunToEnd(more, File("placements.log"));
    EXPECT_EQ(ended.exit_code, 1) << ended.output;
    return ended.output;
  };
  EXPECT_NE(sentence({File("placements.crt"), "--grpc-tls-key", File("gateway.key")}).find("is not the key"),
            std::string::npos);
  EXPECT_NE(sentence({File("missing.crt"), "--grpc-tls-key", File("gateway.key")}).find("cannot be read"),
            std::string::npos);
  EXPECT_NE(sentence({File("placements.crt")}).find("given together"), std::string::npos);
}

}  // namespace
}  // namespace boulevard::tests
