#include "gateway/rest/front.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boulevard::gateway::rest {
namespace {

using runtime::http::Request;
using runtime::http::Response;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Pair;

const absl::Time kStart = absl::UnixEpoch() + absl::Hours(1);

Request Asking(const std::string& client, const std::string& token = "", absl::Time at = kStart) {
  Request request{.method = "GET", .path = "/v1/places", .received = at, .client = client};
  if (!token.empty()) request.headers.emplace_back("authorization", "Bearer " + token);
  return request;
}

class FrontTest : public ::testing::Test {
 protected:
  bool Refuses(const Request& request) { return front_.Refuse(request).has_value(); }

  runtime::Registry metrics_;
  Front front_{{.cors_origins = {"https://a.nl"}, .rate_limit = {.per_second = 0.5, .burst = 2}}, metrics_};
};

TEST_F(FrontTest, RefusesAClientThatAsksTooOften) {
  EXPECT_FALSE(Refuses(Asking("a")));
  EXPECT_FALSE(Refuses(Asking("a")));
  const std::optional<Response> refusal = front_.Refuse(Asking("a"));
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(refusal->status, 429);
  EXPECT_THAT(refusal->headers, Contains(Pair("Retry-After", "2")));
  EXPECT_THAT(refusal->headers, Contains(Pair("Content-Type", "application/problem+json")));
  EXPECT_FALSE(Refuses(Asking("b")));
  EXPECT_FALSE(Refuses(Asking("a", "", kStart + absl::Seconds(2))));
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_http_rate_limited_total{by=\"client\"} 1"));
}

TEST_F(FrontTest, ANewTokenForEachCallBuysNothing) {
  EXPECT_FALSE(Refuses(Asking("a", "made-up-1")));
  EXPECT_FALSE(Refuses(Asking("a", "made-up-2")));
  EXPECT_TRUE(Refuses(Asking("a", "made-up-3")));
}

TEST_F(FrontTest, ATrustedTokenHasItsOwn) {
  for (int i = 0; i < 3; ++i) front_.Refuse(Asking("a"));
  front_.Trust(Asking("a", "good"));
  EXPECT_FALSE(Refuses(Asking("a", "good")));
  EXPECT_FALSE(Refuses(Asking("b", "good")));
  EXPECT_TRUE(Refuses(Asking("c", "good"))) << "wherever it comes from";
  front_.Trust(Asking("a", "good"));
  EXPECT_TRUE(Refuses(Asking("a", "good"))) << "to be trusted again fills nothing";
  front_.Trust(Asking("a", "better"));
  EXPECT_FALSE(Refuses(Asking("a", "better")));
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_http_rate_limited_total{by=\"token\"} 2"));
}

TEST_F(FrontTest, WithoutALimitAllMayAsk) {
  Front front({}, metrics_);
  for (int i = 0; i < 10'000; ++i) ASSERT_FALSE(front.Refuse(Asking("a")));
}

TEST_F(FrontTest, FinishesAnswers) {
  Request request = Asking("a");
  request.headers.emplace_back("origin", "https://a.nl");
  request.headers.emplace_back("accept-encoding", "gzip");
  Response response{.headers = {{"Content-Type", "application/json"}}, .body = std::string(3000, ' ')};
  front_.Finish(request, response);
  EXPECT_THAT(response.headers, Contains(Pair("Content-Encoding", "gzip")));
  EXPECT_THAT(response.headers, Contains(Key("Access-Control-Allow-Origin")));
}

}  // namespace
}  // namespace boulevard::gateway::rest
