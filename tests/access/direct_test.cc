#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <map>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/auth/service_credential.h"
#include "tests/contract/descriptors.h"
#include "tests/support/site/grpc_client.h"
#include "tests/support/site/site.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::tests {
namespace {

using runtime::ServiceCredential;
using runtime::SigningKey;

constexpr int kPermissionDenied = 7;
constexpr int kUnauthenticated = 16;

// Services asked past the gateway. They know the service "outflow" by its key.
class DirectTest : public ::testing::Test {
 protected:
  DirectTest() : site_({.shape = Shape::kSplit, .replicas = 1, .service_arguments = Flags()}) {}

  std::vector<std::string> Flags() {
    std::ofstream(folder_.path() / "outflow.pub") << SigningKey::Open(KeyFile())->PublicKeyPem();
    return {"--service-public-key", absl::StrCat("outflow=", (folder_.path() / "outflow.pub").string())};
  }
  std::string KeyFile() const { return folder_.path() / "outflow.pem"; }
  std::string Credential(std::string_view name, std::string_view audience) const {
    return ServiceCredential(*SigningKey::Read(KeyFile()), name, audience, runtime::Clock::System()).Token();
  }

  // What every method of the contract answers to the token that `token` makes for its service.
  void ExpectCode(int code, const std::function<std::string(const std::string& service)>& token) {
    std::map<std::string, GrpcClient> direct;
    direct.try_emplace("placements", site_.replica(0).endpoints().grpc);
    direct.try_emplace("guidance", site_.guidance_replica(0).endpoints().grpc);
    auto& factory = *google::protobuf::MessageFactory::generated_factory();
    for (const MethodDescriptor* method : Methods()) {
      const std::unique_ptr<google::protobuf::Message> request(
          factory.GetPrototype(method->input_type())->New());
      const std::unique_ptr<google::protobuf::Message> answer(
          factory.GetPrototype(method->output_type())->New());
      const std::string name = absl::StrCat(method->service()->full_name(), "/", method->name());
      const std::string service = absl::StrContains(name, ".guidance.") ? "guidance" : "placements";
      const GrpcAnswer refused = direct.at(service).Call(name, *request, *answer, token(service));
      EXPECT_EQ(refused.code, code) << name << ": " << refused.message;
    }
  }

  TemporaryFolder folder_;
  Site site_;
};

TEST_F(DirectTest, RefusesCallsWithoutAToken) {
  ExpectCode(kUnauthenticated, [](const auto&) { return ""; });
}

TEST_F(DirectTest, KnowsAServiceAndGivesItNoRightOfPeople) {
  ExpectCode(kPermissionDenied, [&](const auto& service) { return Credential("outflow", service); });
}

TEST_F(DirectTest, RefusesServicesThatAreNotKnownOrSpeakToAnother) {
  ExpectCode(kUnauthenticated, [&](const auto& service) { return Credential("reports", service); });
  ExpectCode(kUnauthenticated, [&](const auto& service) {
    return Credential("outflow", service == "guidance" ? "placements" : "guidance");
  });
}

}  // namespace
}  // namespace boulevard::tests
