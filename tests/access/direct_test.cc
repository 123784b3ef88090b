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

  // The code that the method answers with to an empty request.
  int Ask(const MethodDescriptor& method, const std::string& token) {
    auto& factory = *google::protobuf::MessageFactory::generated_factory();
    const std::unique_ptr<google::protobuf::Message> request(
        factory.GetPrototype(method.input_type())->New());
    const std::unique_ptr<google::protobuf::Message> answer(
        factory.GetPrototype(method.output_type())->New());
    const std::string name = absl::StrCat(method.service()->full_name(), "/", method.name());
    GrpcClient& direct = ServiceOf(method) == "guidance" ? guidance_ : placements_;
    return direct.Call(name, *request, *answer, token).code;
  }
  static std::string ServiceOf(const MethodDescriptor& method) {
    return absl::StrContains(method.full_name(), ".guidance.") ? "guidance" : "placements";
  }
  // What every method of the contract answers to the token that `token` makes for its service.
  void ExpectCode(int code, const std::function<std::string(const std::string& service)>& token) {
    for (const MethodDescriptor* method : Methods()) {
      EXPECT_EQ(Ask(*method, token(ServiceOf(*method))), code) << method->full_name();
    }
  }

  TemporaryFolder folder_;
  Site site_;
  GrpcClient placements_{site_.replica(0).endpoints().grpc};
  GrpcClient guidance_{site_.guidance_replica(0).endpoints().grpc};
};

TEST_F(DirectTest, RefusesCallsWithoutAToken) {
  ExpectCode(kUnauthenticated, [](const auto&) { return ""; });
}

TEST_F(DirectTest, KnowsAServiceAndGivesItNoRightOfPeople) {
  ExpectCode(kPermissionDenied, [&](const auto& service) { return Credential("outflow", service); });
}

// What guidance tells placements, nobody else may say; what placements asks guidance, people may not.
TEST_F(DirectTest, PeopleMayNotWhatIsForServices) {
  for (const MethodDescriptor* method : AllMethods()) {
    if (!IsForServices(*method)) continue;
    for (const Role role : {Role::kProvider, Role::kMentor, Role::kCoordinator, Role::kReferrer,
                            Role::kMunicipality, Role::kAdmin}) {
      const auto provider =
          role == Role::kProvider ? std::optional(runtime::NewUuid(absl::Now())) : std::nullopt;
      EXPECT_EQ(Ask(*method, site_.Token(role, provider)), kPermissionDenied)
          << method->full_name() << " as " << runtime::RoleName(role);
    }
    EXPECT_EQ(Ask(*method, ""), kUnauthenticated) << method->full_name();
  }
}

TEST_F(DirectTest, RefusesServicesThatAreNotKnownOrSpeakToAnother) {
  ExpectCode(kUnauthenticated, [&](const auto& service) { return Credential("reports", service); });
  ExpectCode(kUnauthenticated, [&](const auto& service) {
    return Credential("outflow", service == "guidance" ? "placements" : "guidance");
  });
}

}  // namespace
}  // namespace boulevard::tests
