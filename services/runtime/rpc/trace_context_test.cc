#include "services/runtime/rpc/trace_context.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boulevard::runtime::rpc {
namespace {

using ::testing::MatchesRegex;

constexpr char kTrace[] = "0af7651916cd43dd8448eb211c80319c";

TEST(TraceContextTest, TakesTheTraceOfTheCaller) {
  EXPECT_EQ(TraceIdFrom("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), kTrace);
  EXPECT_EQ(TraceIdFrom("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-later"), kTrace);
}

TEST(TraceContextTest, MakesOneWhenItIsMissingOrMalformed) {
  for (const char* text : {"", "00", "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                           "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                           "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                           "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                           "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
                           "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                           "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more"}) {
    const std::string made = TraceIdFrom(text);
    EXPECT_THAT(made, MatchesRegex("[0-9a-f]{32}")) << text;
    EXPECT_NE(made, kTrace) << text;
    EXPECT_NE(made, TraceIdFrom(text)) << text;
  }
}

TEST(TraceContextTest, PassesTheTraceOnUnderANewParent) {
  EXPECT_THAT(Traceparent(kTrace), MatchesRegex("00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01"));
  EXPECT_NE(Traceparent(kTrace), Traceparent(kTrace));
  EXPECT_EQ(TraceIdFrom(Traceparent(kTrace)), kTrace);
}

}  // namespace
}  // namespace boulevard::runtime::rpc
