#include "gateway/rest/negotiation.h"

#include <gtest/gtest.h>

namespace boulevard::gateway::rest {
namespace {

TEST(NegotiationTest, WeighsTheAcceptHeader) {
  EXPECT_TRUE(AcceptsJson({}));
  EXPECT_TRUE(AcceptsJson("*/*"));
  EXPECT_TRUE(AcceptsJson("Application/JSON"));
  EXPECT_TRUE(AcceptsJson("text/html, application/*;q=0.1"));
  EXPECT_TRUE(AcceptsJson("application/json;q=0.5, */*;q=0"));
  EXPECT_FALSE(AcceptsJson("text/html"));
  EXPECT_FALSE(AcceptsJson("application/json;q=0"));
  EXPECT_FALSE(AcceptsJson("*/*, application/json; q=0.0"));
  EXPECT_FALSE(AcceptsJson("application/jsonx"));
}

TEST(NegotiationTest, KnowsJson) {
  EXPECT_TRUE(IsJson("application/json", false));
  EXPECT_TRUE(IsJson("Application/Json; charset=UTF-8", false));
  EXPECT_FALSE(IsJson("application/json; charset=utf-16", false));
  EXPECT_FALSE(IsJson("", false));
  EXPECT_FALSE(IsJson({}, false));
  EXPECT_FALSE(IsJson("application/merge-patch+json", false));
  EXPECT_TRUE(IsJson("application/merge-patch+json", true));
}

TEST(NegotiationTest, WritesTheAllowHeader) {
  EXPECT_EQ(AllowHeader({"GET", "POST"}), "GET, HEAD, OPTIONS, POST");
  EXPECT_EQ(AllowHeader({"PATCH"}), "OPTIONS, PATCH");
}

TEST(NegotiationTest, FindsTheToken) {
  EXPECT_EQ(BearerToken("Bearer abc"), "abc");
  EXPECT_EQ(BearerToken("bearer  abc "), "abc");
  EXPECT_EQ(BearerToken("Basic abc"), "");
  EXPECT_EQ(BearerToken("Bearer"), "");
  EXPECT_EQ(BearerToken(""), "");
}

}  // namespace
}  // namespace boulevard::gateway::rest
