#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "boulevard/placements/v1/programmes.pb.h"
#include "boulevard/runtime/v1/errors.pb.h"
#include "tests/e2e/site_fixture.h"
#include "tests/support/site/grpc_client.h"

namespace boulevard::tests {
namespace {

using ::testing::HasSubstr;

// HTTP and gRPC themselves, whatever is asked.
class ProtocolTest : public SiteTest {};

TEST_P(ProtocolTest, UnknownPathsVerbsAndTypes) {
  ApiClient admin = site().As(Role::kAdmin);
  EXPECT_EQ(admin.Get("/v1/palaces").status(), 404);
  EXPECT_EQ(admin.Get("/v1/programmes/").status(), 404) << "no trailing slash";
  const Answer deleted = admin.Send("DELETE", "/v1/programmes");
  EXPECT_EQ(deleted.status(), 405);
  EXPECT_THAT(deleted.http.Header("allow"), HasSubstr("GET"));
  EXPECT_THAT(deleted.http.Header("allow"), HasSubstr("POST"));
  EXPECT_EQ(admin.Send("POST", "/v1/programmes", {{"Content-Type", "text/plain"}}, "{}").status(), 415);
}

TEST_P(ProtocolTest, EveryErrorIsAProblem) {
  ApiClient admin = site().As(Role::kAdmin);
  ApiClient nobody = site().WithToken("");
  for (const Answer& answer : {admin.Get("/v1/palaces"), admin.Send("DELETE", "/v1/programmes"),
                               admin.Get("/v1/programmes?pageSize=0"), nobody.Get("/v1/programmes")}) {
    EXPECT_EQ(answer.http.Header("content-type"), "application/problem+json") << answer;
    EXPECT_EQ(answer.body.value("status", 0), answer.status()) << answer;
    EXPECT_NE(answer.Text("title"), "") << answer;
  }
}

TEST_P(ProtocolTest, EveryAnswerCarriesVersionAndSecurityHeaders) {
  ApiClient admin = site().As(Role::kAdmin);
  for (const Answer& answer : {admin.Get("/v1/programmes"), admin.Get("/v1/palaces")}) {
    EXPECT_NE(answer.http.Header("api-version"), "");
    EXPECT_EQ(answer.http.Header("x-content-type-options"), "nosniff");
    EXPECT_THAT(answer.http.Header("cache-control"), HasSubstr("no-store"));
  }
}

TEST_P(ProtocolTest, LivenessAndReadinessNeedNoToken) {
  ApiClient nobody = site().WithToken("");
  EXPECT_EQ(nobody.Get("/livez").status(), 200);
  EXPECT_EQ(nobody.Get("/readyz").status(), 200);
}

TEST_P(ProtocolTest, GrpcTakesTheSameTokensAndGivesTheSame) {
  namespace v1 = placements::v1;
  Scene scene(site());
  GrpcClient grpc(site().endpoints().grpc);
  const std::string method = "boulevard.placements.v1.ProgrammeService/GetProgramme";
  v1::GetProgrammeRequest request;
  request.set_id(scene.programme);
  v1::Programme programme;
  EXPECT_EQ(grpc.Call(method, request, programme, site().Token(Role::kMentor)).code, 0);
  EXPECT_EQ(programme.id(), scene.programme);
  EXPECT_EQ(programme.turnaround_days(), 2);
  EXPECT_EQ(grpc.Call(method, request, programme).code, 16) << "UNAUTHENTICATED";
  request.set_id("no-such-programme");
  EXPECT_EQ(grpc.Call(method, request, programme, site().Token(Role::kMentor)).code, 5) << "NOT_FOUND";
}

TEST_P(ProtocolTest, GrpcErrorsCarryTheirDetails) {
  namespace v1 = placements::v1;
  GrpcClient grpc(site().endpoints().grpc);
  v1::CreateProgrammeRequest request;
  request.mutable_programme()->set_id("Not A Slug");
  v1::Programme programme;
  const std::string method = "boulevard.placements.v1.ProgrammeService/CreateProgramme";
  EXPECT_EQ(grpc.Call(method, request, programme, site().Token(Role::kMentor)).code, 7)
      << "PERMISSION_DENIED";
  const GrpcAnswer refused = grpc.Call(method, request, programme, site().Token(Role::kAdmin));
  EXPECT_EQ(refused.code, 3) << "INVALID_ARGUMENT";
  boulevard::runtime::v1::RpcStatus status;
  boulevard::runtime::v1::ErrorDetails details;
  ASSERT_TRUE(status.ParseFromString(refused.details));
  ASSERT_EQ(status.details_size(), 1);
  ASSERT_TRUE(status.details(0).UnpackTo(&details));
  EXPECT_EQ(details.fields(0).field(), "programme.id");
  EXPECT_EQ(details.fields(0).rule(), "slug");
}

TEST_P(ProtocolTest, GrpcHealthIsServing) {
  GrpcClient grpc(site().endpoints().grpc);
  EXPECT_EQ(grpc.Health(), 1);
  EXPECT_EQ(grpc.Health("boulevard.placements.v1.PlaceService"), 1);
}

ON_EVERY_SHAPE(ProtocolTest);

}  // namespace
}  // namespace boulevard::tests
