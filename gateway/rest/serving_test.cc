#include "gateway/rest/serving.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/support/http/http_client.h"

namespace boulevard::gateway::rest {
namespace {

constexpr char kFriend[] = "https://console.example.nl";
constexpr char kFirstLines[] =
    "POST /v1/places HTTP/1.1\r\nHost: boulevard\r\nOrigin: https://console.example.nl\r\n";

// What the server refuses before the gateway sees it.
class ServingTest : public ::testing::Test {
 protected:
  // Answers `bytes`, served like that.
  tests::HttpResponse Answer(const std::string& bytes, const Serving& serving) {
    const auto server =
        runtime::http::Server::Start(ServerOptionsOf(serving, "127.0.0.1:0", metrics_),
                                     [](runtime::http::Request, runtime::http::Respond respond) {
                                       std::move(respond)({.status = 500, .body = "never asked"});
                                     })
            .value();
    tests::HttpClient client(server->address());
    client.Send(bytes);
    return client.Receive();
  }

  static void ExpectReadable(const tests::HttpResponse& answer, int status) {
    EXPECT_EQ(answer.status, status);
    EXPECT_EQ(answer.Header("access-control-allow-origin"), kFriend) << status;
    EXPECT_NE(answer.Header("access-control-expose-headers"), "") << status;
    EXPECT_EQ(answer.Header("vary"), "Origin") << status;
    EXPECT_EQ(answer.Header("content-type"), "application/problem+json") << status;
  }

  runtime::Registry metrics_;
};

TEST_F(ServingTest, APageOfAnotherSiteCanReadWhatTheServerRefuses) {
  const Serving serving{.header_seconds = 0.1, .transfer_seconds = 0.1, .cors_origins = {kFriend}};
  ExpectReadable(Answer(absl::StrCat(kFirstLines, "Bad Name: x\r\n\r\n"), serving), 400);
  ExpectReadable(Answer(absl::StrCat(kFirstLines, "Content-Length: 3\r\n\r\nab"), serving), 408);
  ExpectReadable(Answer(absl::StrCat(kFirstLines, "X"), serving), 408);
  ExpectReadable(Answer(absl::StrCat(kFirstLines, "Content-Length: 99999999\r\n\r\n"), serving), 413);
  ExpectReadable(Answer(absl::StrCat(kFirstLines, "X: ", std::string(20'000, 'x')), serving), 431);
}

TEST_F(ServingTest, AnotherPageCannot) {
  const std::string bad = "Bad Name: x\r\n\r\n";
  const tests::HttpResponse stranger =
      Answer(absl::StrCat(kFirstLines, bad), {.cors_origins = {"https://a.nl"}});
  EXPECT_EQ(stranger.status, 400);
  EXPECT_EQ(stranger.Header("access-control-allow-origin"), "");
  EXPECT_EQ(stranger.Header("vary"), "Origin") << "no cache gives it to who may";
  EXPECT_EQ(Answer(absl::StrCat(kFirstLines, bad), {}).Header("vary"), "");
  EXPECT_EQ(
      Answer(absl::StrCat(kFirstLines, bad), {.cors_origins = {"*"}}).Header("access-control-allow-origin"),
      "*");
}

// Nothing was read of the request that the next one would have sent.
TEST_F(ServingTest, WhoFindsNoSeatIsToldInGeneral) {
  const tests::HttpResponse refused = Answer("", {.max_connections = 0, .cors_origins = {kFriend}});
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.Header("access-control-allow-origin"), "");
  EXPECT_EQ(refused.Header("vary"), "Origin");
}

}  // namespace
}  // namespace boulevard::gateway::rest
