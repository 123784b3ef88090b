#include "gateway/transcode/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include <google/protobuf/any.pb.h>

#include "boulevard/testing/v1/testing.pb.h"
#include "services/runtime/status/errors.h"

namespace boulevard::gateway::transcode {
namespace {

using runtime::http::Response;
using ::testing::Contains;
using ::testing::Pair;

TEST(ProblemTest, MapsEveryCode) {
  const std::pair<absl::StatusCode, int> kMap[] = {
      {absl::StatusCode::kInvalidArgument, 400},   {absl::StatusCode::kOutOfRange, 400},
      {absl::StatusCode::kUnauthenticated, 401},   {absl::StatusCode::kPermissionDenied, 403},
      {absl::StatusCode::kNotFound, 404},          {absl::StatusCode::kAlreadyExists, 409},
      {absl::StatusCode::kAborted, 409},           {absl::StatusCode::kFailedPrecondition, 409},
      {absl::StatusCode::kResourceExhausted, 429}, {absl::StatusCode::kCancelled, 499},
      {absl::StatusCode::kInternal, 500},          {absl::StatusCode::kUnknown, 500},
      {absl::StatusCode::kDataLoss, 500},          {absl::StatusCode::kUnimplemented, 501},
      {absl::StatusCode::kUnavailable, 503},       {absl::StatusCode::kDeadlineExceeded, 504},
  };
  for (const auto& [code, http_status] : kMap)
    EXPECT_EQ(HttpStatus(absl::Status(code, "x")), http_status) << code;
}

TEST(ProblemTest, NamesTheFieldsAtFault) {
  const Response response =
      ProblemResponse(runtime::InvalidFields({{"facility.name", "required", "must be given"},
                                              {"facility.windows[2].from", "date", "is no \"date\""}}));
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(response.headers, Contains(Pair("Content-Type", "application/problem+json")));
  EXPECT_EQ(response.body,
            R"({"status":400,"title":"Bad Request",)"
            R"("detail":"facility.name must be given; facility.windows[2].from is no \"date\"","errors":[)"
            R"({"field":"facility.name","rule":"required","detail":"must be given"},)"
            R"({"field":"facility.windows[2].from","rule":"date","detail":"is no \"date\""}]})");
}

TEST(ProblemTest, SaysWhichStepsAreAllowed) {
  EXPECT_EQ(ProblemResponse(runtime::WrongState("offer", "accept", "expired", {"revoke", "decline"})).body,
            R"({"status":409,"title":"Conflict",)"
            R"("detail":"the offer is expired: accept is not allowed; allowed: revoke, decline",)"
            R"("currentState":"expired","allowedSteps":["revoke","decline"]})");
  EXPECT_THAT(ProblemResponse(runtime::WrongState("offer", "accept", "expired", {})).body,
              ::testing::HasSubstr(R"("currentState":"expired","allowedSteps":[]})"));
}

TEST(ProblemTest, SaysWhichRulesRefused) {
  EXPECT_EQ(ProblemResponse(runtime::RulesBroken({{"age", "17", "18 to 27"}})).body,
            R"({"status":409,"title":"Conflict","detail":"rule age: 17, must be 18 to 27",)"
            R"("rules":[{"rule":"age","actual":"17","required":"18 to 27"}]})");
}

TEST(ProblemTest, TellsAMissingVersionFromAnOldOne) {
  EXPECT_EQ(ProblemResponse(runtime::EtagMissing()).status, 428);
  const Response stale = ProblemResponse(runtime::EtagStale("0af7"));
  EXPECT_EQ(stale.status, 412);
  EXPECT_THAT(stale.headers, Contains(Pair("ETag", "\"0af7\"")));
  EXPECT_THAT(stale.body, ::testing::HasSubstr(R"("title":"Precondition Failed",)"));
  EXPECT_THAT(stale.body, ::testing::EndsWith(R"("currentEtag":"0af7"})"));
  google::protobuf::Any any;
  boulevard::testing::v1::Part part;
  part.set_label("leg");
  any.PackFrom(part);
  EXPECT_THAT(ProblemResponse(runtime::EtagStale("0af7", any.SerializeAsString())).body,
              ::testing::HasSubstr(R"("currentEtag":"0af7","current":{"label":"leg",)"));
}

TEST(ProblemTest, TellsNothingOfAnErrorOfOurs) {
  const Response response = ProblemResponse(runtime::Internal("0190"));
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.body, ::testing::HasSubstr(R"("incidentId":"0190")"));
  EXPECT_THAT(ProblemResponse(absl::UnknownError("SELECT secret")).body,
              ::testing::Not(::testing::HasSubstr("SELECT")));
}

TEST(ProblemTest, SaysWhenToComeBack) {
  EXPECT_THAT(ProblemResponse(absl::UnavailableError("x")).headers, Contains(Pair("Retry-After", "1")));
  const absl::Status busy =
      runtime::WithDetails(absl::ResourceExhaustedError("x"), {.retry_after = absl::Milliseconds(2500)});
  EXPECT_THAT(ProblemResponse(busy).headers, Contains(Pair("Retry-After", "3")));
  const absl::Status under_way =
      runtime::WithDetails(absl::AbortedError("x"), {.retry_after = absl::Seconds(1)});
  EXPECT_THAT(ProblemResponse(under_way).headers, Contains(Pair("Retry-After", "1")));
  EXPECT_THAT(ProblemResponse(absl::UnauthenticatedError("x")).headers,
              Contains(Pair("WWW-Authenticate", "Bearer")));
}

TEST(ProblemTest, RendersWhatHttpAloneKnows) {
  EXPECT_EQ(ProblemResponse(415, "Send application/json.").body,
            R"({"status":415,"title":"Unsupported Media Type","detail":"Send application/json."})");
}

}  // namespace
}  // namespace boulevard::gateway::transcode
