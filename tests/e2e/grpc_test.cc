#include <gmock/gmock.h>
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "boulevard/placements/v1/places.pb.h"
#include "boulevard/placements/v1/programmes.pb.h"
#include "tests/e2e/site_fixture.h"
#include "tests/support/site/grpc_client.h"

namespace boulevard::tests {
namespace {

namespace v1 = placements::v1;
using ::testing::HasSubstr;

// A site as gRPC clients see it that know nothing of Boulevard but its address.
class GrpcTest : public SiteTest {
 protected:
  // buf, which learns the contract from the server's reflection.
  Finished Buf(const std::vector<std::string>& arguments, Role role = Role::kAdmin) {
    std::vector<std::string> command = {BOULEVARD_BUF,
                                        "curl",
                                        "--protocol",
                                        "grpc",
                                        "--http2-prior-knowledge",
                                        "-H",
                                        "Authorization: Bearer " + site().Token(role)};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return RunToEnd(command, site().folder() / "buf.log");
  }
  Finished BufCall(const std::string& method, const Json& request, Role role = Role::kAdmin) {
    return Buf({"--data", request.dump(), Url(method)}, role);
  }
  std::string Url(const std::string& method = "") {
    return "http://" + site().endpoints().grpc + "/" + method;
  }
};

constexpr char kProgrammes[] = "boulevard.placements.v1.ProgrammeService/";

TEST_P(GrpcTest, BufListsEveryServiceAndMethod) {
  const Finished services = Buf({"--list-services", Url()});
  ASSERT_EQ(services.exit_code, 0) << services.output;
  EXPECT_THAT(services.output, HasSubstr("boulevard.placements.v1.AvailabilityService\n"));
  EXPECT_THAT(services.output, HasSubstr("grpc.health.v1.Health\n"));
  EXPECT_THAT(services.output, HasSubstr("grpc.reflection.v1.ServerReflection\n"));
  EXPECT_THAT(services.output, ::testing::Not(HasSubstr("testing")));
  const Finished methods = Buf({"--list-methods", Url()});
  ASSERT_EQ(methods.exit_code, 0) << methods.output;
  EXPECT_THAT(methods.output, HasSubstr("boulevard.placements.v1.OfferService/AcceptOffer\n"));
}

TEST_P(GrpcTest, BufListsAndMakes) {
  Scene scene(site());
  const std::string id = "q" + scene.programme.substr(1);
  const Finished made = BufCall(absl::StrCat(kProgrammes, "CreateProgramme"),
                                {{"programme",
                                  {{"id", id},
                                   {"name", "Foyer"},
                                   {"guidanceLevel", "GUIDANCE_LEVEL_MODERATE"},
                                   {"minimumAge", 18},
                                   {"maximumAge", 27},
                                   {"residentKinds", {"RESIDENT_KIND_STUDENT"}}}}});
  ASSERT_EQ(made.exit_code, 0) << made.output;
  EXPECT_EQ(Json::parse(made.output).value("id", ""), id);
  const Finished listed = BufCall(absl::StrCat(kProgrammes, "ListProgrammes"), {{"pageSize", 500}});
  ASSERT_EQ(listed.exit_code, 0) << listed.output;
  EXPECT_THAT(listed.output, HasSubstr(absl::StrCat("\"", id, "\"")));
}

TEST_P(GrpcTest, BufShowsWhichFieldIsAtFault) {
  const Finished refused =
      BufCall(absl::StrCat(kProgrammes, "CreateProgramme"), {{"programme", {{"id", "Not A Slug"}}}});
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_THAT(refused.output, HasSubstr("invalid_argument"));
  EXPECT_THAT(refused.output, HasSubstr("boulevard.runtime.v1.ErrorDetails"));
  EXPECT_THAT(refused.output, HasSubstr("programme.id"));
  const Finished forbidden =
      BufCall(absl::StrCat(kProgrammes, "CreateProgramme"), Json::object(), Role::kMentor);
  EXPECT_THAT(forbidden.output, HasSubstr("permission_denied"));
}

// A client of plain C++ that knows the messages, as compiled from the contract, and nothing else of ours.
TEST_P(GrpcTest, AClientInPlainCppReadsAPlace) {
  Scene scene(site());
  const std::string place = scene.NewPlace();
  const auto channel = grpc::CreateChannel(site().endpoints().grpc, grpc::InsecureChannelCredentials());
  grpc::TemplatedGenericStub<v1::GetPlaceRequest, v1::Place> stub(channel);
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer " + site().Token(Role::kCoordinator));
  v1::GetPlaceRequest request;
  request.set_id(place);
  v1::Place read;
  grpc::Status status;
  absl::Notification answered;
  stub.UnaryCall(&context, "/boulevard.placements.v1.PlaceService/GetPlace", grpc::StubOptions(), &request,
                 &read, [&](grpc::Status came) {
                   status = std::move(came);
                   answered.Notify();
                 });
  answered.WaitForNotification();
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(read.id(), place);
  EXPECT_EQ(read.rent_cents(), 42500);
}

TEST_P(GrpcTest, HealthAnswersForTheWholeAndForEachServiceAlone) {
  GrpcClient grpc(site().endpoints().grpc);
  EXPECT_EQ(grpc.Health(), 1) << "SERVING";
  EXPECT_EQ(grpc.Health("boulevard.placements.v1.OfferService"), 1);
  EXPECT_EQ(grpc.Health("no.such.Service"), 0) << "NOT_FOUND, no answer";
}

ON_EVERY_SHAPE(GrpcTest);

}  // namespace
}  // namespace boulevard::tests
