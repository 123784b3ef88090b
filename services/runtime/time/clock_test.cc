#include "services/runtime/time/clock.h"

#include <gtest/gtest.h>

#include "absl/time/clock.h"

namespace boulevard::runtime {
namespace {

absl::Time Utc(int year, int month, int day, int hour, int minute) {
  return absl::FromCivil(absl::CivilMinute(year, month, day, hour, minute), absl::UTCTimeZone());
}

TEST(ClockTest, TodayIsTheDayInTheHague) {
  EXPECT_EQ(TodayIn(Utc(2026, 1, 31, 22, 59)), absl::CivilDay(2026, 1, 31));
  EXPECT_EQ(TodayIn(Utc(2026, 1, 31, 23, 0)), absl::CivilDay(2026, 2, 1));
  // Two hours ahead of UTC in summer.
  EXPECT_EQ(TodayIn(Utc(2026, 7, 1, 21, 59)), absl::CivilDay(2026, 7, 1));
  EXPECT_EQ(TodayIn(Utc(2026, 7, 1, 22, 0)), absl::CivilDay(2026, 7, 2));
}

TEST(ClockTest, FakeClockStandsStillUntilMoved) {
  FakeClock clock(Utc(2026, 1, 31, 12, 0));
  EXPECT_EQ(clock.Now(), clock.Now());
  EXPECT_EQ(Today(clock), absl::CivilDay(2026, 1, 31));
  clock.Advance(absl::Hours(24));
  EXPECT_EQ(Today(clock), absl::CivilDay(2026, 2, 1));
}

TEST(ClockTest, SystemClockTellsTheTime) {
  const absl::Time before = absl::Now();
  const absl::Time told = Clock::System().Now();
  EXPECT_LE(before, told);
  EXPECT_LE(told, absl::Now());
}

}  // namespace
}  // namespace boulevard::runtime
