#include "gateway/rest/credentials.h"

#include <gtest/gtest.h>

namespace boulevard::gateway::rest {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

runtime::http::Request With(Headers headers) {
  runtime::http::Request request;
  request.headers = std::move(headers);
  return request;
}

TEST(CredentialsTest, ReadsTheBearerToken) {
  EXPECT_EQ(BearerTokenOf(With({{"authorization", "Bearer abc"}})), "abc");
  EXPECT_EQ(BearerTokenOf(With({{"authorization", "bearer  abc "}})), "abc");
  EXPECT_EQ(BearerTokenOf(With({})), "");
  EXPECT_EQ(BearerTokenOf(With({{"authorization", "Basic abc"}})), "");
}

TEST(CredentialsTest, TwoTokensAreNone) {
  EXPECT_EQ(BearerTokenOf(With({{"authorization", "Bearer abc"}, {"authorization", "Bearer abc"}})),
            "abc, Bearer abc");
  EXPECT_EQ(BearerTokenOf(With({{"authorization", "Basic abc"}, {"authorization", "Bearer abc"}})), "");
}

std::string ChallengeOf(int status, const Headers& request, const absl::Status& refusal) {
  runtime::http::Response response{.status = status, .headers = {{"WWW-Authenticate", "Bearer"}}, .body = {}};
  ExplainChallenge(With(request), refusal, response);
  return response.headers[0].second;
}

TEST(CredentialsTest, ABadTokenIsToldWhatIsWrong) {
  const absl::Status refusal = absl::UnauthenticatedError("the token has \"expired\"\r\n");
  EXPECT_EQ(ChallengeOf(401, {{"authorization", "Bearer abc"}}, refusal),
            R"(Bearer error="invalid_token", error_description="the token has expired")");
  EXPECT_EQ(ChallengeOf(401, {}, refusal), "Bearer");
  EXPECT_EQ(ChallengeOf(403, {{"authorization", "Bearer abc"}}, refusal), "Bearer");
}

}  // namespace
}  // namespace boulevard::gateway::rest
