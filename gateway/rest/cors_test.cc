#include "gateway/rest/cors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boulevard::gateway::rest {
namespace {

using runtime::http::Request;
using runtime::http::Response;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

constexpr char kConsole[] = "https://console.example.nl";

Request From(const std::string& origin) {
  Request request{.method = "GET", .path = "/v1/places"};
  if (!origin.empty()) request.headers.emplace_back("origin", origin);
  return request;
}

Request Preflight(const std::string& origin) {
  Request request = From(origin);
  request.method = "OPTIONS";
  request.headers.emplace_back("access-control-request-method", "PATCH");
  request.headers.emplace_back("access-control-request-headers", "authorization,if-match");
  return request;
}

Response Answered(const Cors& cors, const Request& request, Response response = {}) {
  cors.AddHeaders(request, response);
  return response;
}

TEST(CorsTest, KnowsAnOriginWhenItSeesOne) {
  for (const char* good : {"https://a.nl", "http://localhost:3000", "https://[::1]:8443", "*"}) {
    EXPECT_TRUE(Cors::IsOrigin(good)) << good;
  }
  for (const char* bad : {"", "a.nl", "https://", "https://a.nl/", "https://A.nl", "https://a.nl/x",
                          "ftp://a.nl", "https://*.a.nl", "null", "https://u@a.nl"}) {
    EXPECT_FALSE(Cors::IsOrigin(bad)) << bad;
  }
}

TEST(CorsTest, IsShutByDefault) {
  EXPECT_THAT(Answered(Cors({}), From(kConsole)).headers, IsEmpty());
  EXPECT_THAT(Answered(Cors({}), Preflight(kConsole)).headers, IsEmpty());
}

TEST(CorsTest, LetsAnOriginOfTheListReadTheAnswer) {
  const Response response = Answered(Cors({"https://other.nl", kConsole}), From(kConsole));
  EXPECT_THAT(response.headers, Contains(Pair("Access-Control-Allow-Origin", kConsole)));
  EXPECT_THAT(response.headers, Contains(Pair("Vary", "Origin")));
  for (const char* name : {"API-Version", "ETag", "Location", "Retry-After", "Link"}) {
    EXPECT_THAT(response.headers, Contains(Pair("Access-Control-Expose-Headers", HasSubstr(name))));
  }
  EXPECT_THAT(response.headers, Not(Contains(Key("Access-Control-Allow-Credentials"))));
}

TEST(CorsTest, LetsNoOtherOrigin) {
  const Cors cors({kConsole});
  for (const Request& request : {From("https://console.example.nl.evil.nl"), From("null"), From(""),
                                 Preflight("http://console.example.nl")}) {
    EXPECT_THAT(Answered(cors, request).headers, UnorderedElementsAre(Pair("Vary", "Origin")));
  }
}

TEST(CorsTest, AnswersAPreflight) {
  const Response response = Answered(Cors({kConsole}), Preflight(kConsole),
                                     {.status = 204, .headers = {{"Allow", "GET, HEAD, OPTIONS, PATCH"}}});
  EXPECT_THAT(response.headers, Contains(Pair("Access-Control-Allow-Origin", kConsole)));
  EXPECT_THAT(response.headers, Contains(Pair("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS, PATCH")));
  for (const char* name :
       {"Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "traceparent"}) {
    EXPECT_THAT(response.headers, Contains(Pair("Access-Control-Allow-Headers", HasSubstr(name))));
  }
  EXPECT_THAT(response.headers, Contains(Pair("Access-Control-Max-Age", "7200")));
}

TEST(CorsTest, APreflightOfNothingAllowsNothing) {
  const Response response = Answered(Cors({kConsole}), Preflight(kConsole), {.status = 404});
  EXPECT_THAT(response.headers, Not(Contains(Key("Access-Control-Allow-Methods"))));
}

TEST(CorsTest, CanBeOpenToEveryOrigin) {
  const Response response = Answered(Cors({"*"}), From("https://anyone.nl"));
  EXPECT_THAT(response.headers, Contains(Pair("Access-Control-Allow-Origin", "*")));
  EXPECT_THAT(response.headers, Not(Contains(Key("Vary"))));
}

TEST(CorsTest, WhatIsOpenStaysOpen) {
  Response response;
  OpenToAll(response);
  Cors({kConsole}).AddHeaders(From(kConsole), response);
  EXPECT_THAT(response.headers, UnorderedElementsAre(Pair("Access-Control-Allow-Origin", "*")));
}

}  // namespace
}  // namespace boulevard::gateway::rest
