#include "services/runtime/time/period.h"

#include <gtest/gtest.h>

namespace boulevard::runtime {
namespace {

using Day = absl::CivilDay;

TEST(PeriodTest, CountsInTheCalendar) {
  EXPECT_EQ(Period::Parse("15y")->After(Day(2011, 11, 22)), Day(2026, 11, 22));
  EXPECT_EQ(Period::Parse("18m")->After(Day(2025, 8, 31)), Day(2027, 3, 3)) << "31 February";
  EXPECT_EQ(Period::Parse("90d")->After(Day(2026, 1, 1)), Day(2026, 4, 1));
  EXPECT_EQ(Period::Parse("1y")->After(Day(2024, 2, 29)), Day(2025, 3, 1));
}

// Whatever the day: what is over is over for a day or more, and the next one is not.
TEST(PeriodTest, NothingIsOverBeforeItsDay) {
  for (const char* text : {"1y", "15y", "1m", "18m", "1d", "400d"}) {
    const Period period = *Period::Parse(text);
    for (Day today(2039, 1, 1); today < Day(2041, 1, 1); ++today) {
      const Day last = period.LastOver(today);
      EXPECT_LE(period.After(last), today) << text << " " << today;
      EXPECT_GT(period.After(last + 1), today) << text << " " << today;
    }
  }
}

TEST(PeriodTest, TakesOneNumberAndItsUnit) {
  for (const char* text :
       {"", "15", "y", "0y", "-1y", "15 y", "15yy", "1y6m", "101y", "99999999999y", "15Y"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(Period::Parse(text).status())) << text;
  }
}

}  // namespace
}  // namespace boulevard::runtime
