#include "gateway/rest/bucket_table.h"

#include <gtest/gtest.h>

#include <string>

namespace boulevard::gateway::rest {
namespace {

const absl::Time kNow = absl::UnixEpoch() + absl::Hours(1);
constexpr RateLimit kTenASecond{.per_second = 10, .burst = 3};

TEST(BucketTableTest, GivesTheBurstAndThenTheRate) {
  BucketTable table(kTenASecond, 100);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(table.Take("a", kNow), absl::ZeroDuration());
  EXPECT_EQ(table.Take("a", kNow), absl::Milliseconds(100));
  EXPECT_EQ(table.Take("a", kNow + absl::Milliseconds(60)), absl::Milliseconds(40));
  EXPECT_EQ(table.Take("a", kNow + absl::Milliseconds(100)), absl::ZeroDuration());
  EXPECT_EQ(table.Take("a", kNow + absl::Milliseconds(100)), absl::Milliseconds(100));
}

TEST(BucketTableTest, IsFullAgainAfterAPauseAndNoFuller) {
  BucketTable table(kTenASecond, 100);
  for (int i = 0; i < 4; ++i) table.Take("a", kNow);
  const absl::Time later = kNow + absl::Hours(1);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(table.Take("a", later), absl::ZeroDuration());
  EXPECT_GT(table.Take("a", later), absl::ZeroDuration());
}

TEST(BucketTableTest, GivesEachNameItsOwn) {
  BucketTable table(kTenASecond, 100);
  for (int i = 0; i < 4; ++i) table.Take("a", kNow);
  EXPECT_EQ(table.Take("b", kNow), absl::ZeroDuration());
}

TEST(BucketTableTest, KnowsWhomItWasTold) {
  BucketTable table(kTenASecond, 100);
  EXPECT_EQ(table.TakeIfKnown("a", kNow), std::nullopt);
  table.Add("a", kNow);
  EXPECT_EQ(table.TakeIfKnown("a", kNow), absl::ZeroDuration());
  for (int i = 0; i < 3; ++i) table.Add("a", kNow);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(table.TakeIfKnown("a", kNow), absl::ZeroDuration());
  EXPECT_EQ(table.TakeIfKnown("a", kNow), absl::Milliseconds(100)) << "to be told again fills nothing";
}

TEST(BucketTableTest, NamesWithoutRoomShareOneBucket) {
  BucketTable table(kTenASecond, 2);
  table.Take("a", kNow);
  table.Take("b", kNow);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(table.Take("stranger " + std::to_string(i), kNow), absl::ZeroDuration());
  }
  EXPECT_GT(table.Take("one more", kNow), absl::ZeroDuration());
  EXPECT_EQ(table.Take("a", kNow), absl::ZeroDuration()) << "who has a bucket keeps it";
  table.Add("c", kNow);
  EXPECT_EQ(table.TakeIfKnown("c", kNow), std::nullopt);
}

TEST(BucketTableTest, FullBucketsMakeRoom) {
  BucketTable table(kTenASecond, 2);
  table.Take("a", kNow);
  table.Take("b", kNow);
  const absl::Time later = kNow + absl::Seconds(2);
  table.Take("c", later);
  EXPECT_EQ(table.TakeIfKnown("c", later), absl::ZeroDuration());
  EXPECT_EQ(table.TakeIfKnown("a", later), std::nullopt);
}

}  // namespace
}  // namespace boulevard::gateway::rest
