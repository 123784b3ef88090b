#include "services/runtime/rpc/idempotency_key.h"

#include <gtest/gtest.h>

#include <string>

#include "services/runtime/rpc/test_site.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::rpc {
namespace {

TEST(IdempotencyKeyTest, IsTakenQuotedOrBare) {
  EXPECT_EQ(IdempotencyKeyFrom("8e03978e-40d5-43e8").value(), "8e03978e-40d5-43e8");
  EXPECT_EQ(IdempotencyKeyFrom("\"8e03978e-40d5-43e8\"").value(), "8e03978e-40d5-43e8");
  EXPECT_EQ(IdempotencyKeyFrom(std::string(255, 'k')).value(), std::string(255, 'k'));
  EXPECT_EQ(IdempotencyKeyFrom("~!,;=").value(), "~!,;=");
}

TEST(IdempotencyKeyTest, NamesTheHeaderWhenItIsMalformed) {
  for (const std::string& text : {std::string(), std::string("\"\""), std::string("\""), std::string("a b"),
                                  std::string("a\"b"), std::string("a\\b"), std::string("\"a"),
                                  std::string("sl\xC3\xA9"), std::string("a\tb"), std::string(256, 'k')}) {
    const absl::Status status = IdempotencyKeyFrom(text).status();
    ASSERT_TRUE(absl::IsInvalidArgument(status)) << text;
    EXPECT_EQ(DetailsOf(status).fields.front().field, "Idempotency-Key");
  }
}

TEST(IdempotencyKeyTest, IsForMethodsThatWrite) {
  EXPECT_FALSE(TakesIdempotencyKey(TestSite::Method("GetThing")));
  EXPECT_TRUE(TakesIdempotencyKey(TestSite::Method("UpdateThing")));
}

}  // namespace
}  // namespace boulevard::runtime::rpc
