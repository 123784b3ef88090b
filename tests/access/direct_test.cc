#include <gtest/gtest.h>

#include <fstream>
#include <memory>

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

// A service asked past the gateway. It knows the service "guidance" by its key.
class DirectTest : public ::testing::Test {
 protected:
  DirectTest() : site_({.shape = Shape::kSplit, .replicas = 1, .service_arguments = Flags()}) {}

  std::vector<std::string> Flags() {
    std::ofstream(folder_.path() / "guidance.pub") << SigningKey::Open(KeyFile())->PublicKeyPem();
    return {"--service-public-key", absl::StrCat("guidance=", (folder_.path() / "guidance.pub").string())};
  }
  std::string KeyFile() const { return folder_.path() / "guidance.pem"; }
  std::string Credential(std::string_view name, std::string_view audience) const {
    return ServiceCredential(*SigningKey::Read(KeyFile()), name, audience, runtime::Clock::System()).Token();
  }

  // What every method of the contract answers to that token.
  void ExpectCode(int code, const std::string& token) {
    GrpcClient direct(site_.replica(0).endpoints().grpc);
    auto& factory = *google::protobuf::MessageFactory::generated_factory();
    for (const MethodDescriptor* method : Methods()) {
      const std::unique_ptr<google::protobuf::Message> request(
          factory.GetPrototype(method->input_type())->New());
      const std::unique_ptr<google::protobuf::Message> answer(
          factory.GetPrototype(method->output_type())->New());
      const std::string name = absl::StrCat(method->service()->full_name(), "/", method->name());
      const GrpcAnswer refused = direct.Call(name, *request, *answer, token);
      EXPECT_EQ(refused.code, code) << name << ": " << refused.message;
    }
  }

  TemporaryFolder folder_;
  Site site_;
};

TEST_F(DirectTest, RefusesCallsWithoutAToken) {
  ExpectCode(kUnauthenticated, "");
}

TEST_F(DirectTest, KnowsAServiceAndGivesItNoRightOfPeople) {
  ExpectCode(kPermissionDenied, Credential("guidance", "placements"));
}

TEST_F(DirectTest, RefusesServicesThatAreNotKnownOrSpeakToAnother) {
  ExpectCode(kUnauthenticated, Credential("outflow", "placements"));
  ExpectCode(kUnauthenticated, Credential("guidance", "guidance"));
}

}  // namespace
}  // namespace boulevard::tests
