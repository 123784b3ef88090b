#include "services/runtime/access/refresh_schedule.h"

#include <gtest/gtest.h>

#include <vector>

namespace boulevard::runtime::access {
namespace {

const absl::Time kStart = absl::UnixEpoch() + absl::Hours(24 * 365 * 50);

class RefreshScheduleTest : public ::testing::Test {
 protected:
  absl::Duration Wait(absl::Time now) const { return schedule_.next() - now; }

  RefreshSchedule schedule_{RefreshRules{}, kStart};
};

TEST_F(RefreshScheduleTest, BeginsAtOnceAndTrustsNothing) {
  EXPECT_EQ(schedule_.next(), kStart);
  EXPECT_FALSE(schedule_.Trusted(kStart));
}

TEST_F(RefreshScheduleTest, BelievesTheSourceWithinBounds) {
  schedule_.Succeeded(kStart, std::nullopt);
  EXPECT_EQ(Wait(kStart), absl::Minutes(10));
  schedule_.Succeeded(kStart, absl::Minutes(5));
  EXPECT_EQ(Wait(kStart), absl::Minutes(5));
  schedule_.Succeeded(kStart, absl::ZeroDuration());
  EXPECT_EQ(Wait(kStart), absl::Seconds(30));
  schedule_.Succeeded(kStart, absl::Hours(24 * 365));
  EXPECT_EQ(Wait(kStart), absl::Hours(1));
}

TEST_F(RefreshScheduleTest, TriesAgainSoonerAtFirst) {
  std::vector<absl::Duration> waits;
  for (int i = 0; i < 9; ++i) {
    schedule_.Failed(schedule_.next());
    waits.push_back(Wait(kStart));
  }
  EXPECT_EQ(waits[0], absl::Seconds(1));
  EXPECT_EQ(waits[1], absl::Seconds(1 + 2));
  EXPECT_EQ(waits[2], absl::Seconds(1 + 2 + 4));
  EXPECT_EQ(waits[8] - waits[7], absl::Minutes(1));
  const absl::Time now = schedule_.next();
  schedule_.Succeeded(now, std::nullopt);
  schedule_.Failed(now);
  EXPECT_EQ(Wait(now), absl::Seconds(1)) << "a success forgets the failures before it";
}

TEST_F(RefreshScheduleTest, AnUnknownKeyBringsItForwardButNotOften) {
  schedule_.Succeeded(kStart, std::nullopt);
  schedule_.UnknownKeySeen(kStart + absl::Seconds(1));
  EXPECT_EQ(Wait(kStart), absl::Seconds(5));
  schedule_.UnknownKeySeen(kStart + absl::Seconds(2));
  EXPECT_EQ(Wait(kStart), absl::Seconds(5));
  schedule_.Succeeded(kStart, std::nullopt);
  schedule_.UnknownKeySeen(kStart + absl::Minutes(1));
  EXPECT_EQ(Wait(kStart), absl::Minutes(1)) << "long after the last one: at once";
}

TEST_F(RefreshScheduleTest, OldKeysCountForADay) {
  schedule_.Succeeded(kStart, std::nullopt);
  const absl::Time later = kStart + absl::Hours(23);
  schedule_.Failed(later);
  EXPECT_TRUE(schedule_.Trusted(later));
  EXPECT_FALSE(schedule_.Trusted(kStart + absl::Hours(24)));
}

TEST_F(RefreshScheduleTest, WakesWhenTheyNoLongerCount) {
  schedule_.Succeeded(kStart, std::nullopt);
  const absl::Time end = kStart + absl::Hours(24);
  schedule_.Failed(end - absl::Milliseconds(500));
  EXPECT_EQ(schedule_.next(), end);
  schedule_.Failed(end);
  EXPECT_GT(schedule_.next(), end);
}

}  // namespace
}  // namespace boulevard::runtime::access
