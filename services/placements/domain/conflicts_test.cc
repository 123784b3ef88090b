#include "services/placements/domain/conflicts.h"

#include <gtest/gtest.h>

#include <vector>

namespace boulevard::placements::domain {
namespace {

constexpr Day kMarch(2026, 3, 1);

Occupancy Made(OccupancySource source, Period period, int turnaround = 0) {
  static uint8_t number = 0;
  Occupancy made = {.source = source, .period = period, .busy_until = BusyUntil(period.until, turnaround)};
  made.source_id.bytes[15] = ++number;
  return made;
}

Occupancy StayIn(Period period, int turnaround = 0) {
  return Made(OccupancySource::kPlacement, period, turnaround);
}

Occupancy ClosedIn(Period period) {
  return Made(OccupancySource::kClosure, period);
}

bool BothWays(const Occupancy& one, const Occupancy& other) {
  EXPECT_EQ(Clash(one, other), Clash(other, one));
  return Clash(one, other);
}

TEST(ConflictsTest, OneLeavesAndAnotherComesOnTheSameDay) {
  EXPECT_FALSE(BothWays(StayIn({kMarch, kMarch + 10}), StayIn({kMarch + 10, kMarch + 20})));
  EXPECT_TRUE(BothWays(StayIn({kMarch, kMarch + 11}), StayIn({kMarch + 10, kMarch + 20})));
}

TEST(ConflictsTest, NobodyComesInTheTurnaround) {
  EXPECT_TRUE(BothWays(StayIn({kMarch, kMarch + 10}, 3), StayIn({kMarch + 12, kMarch + 20})));
  EXPECT_FALSE(BothWays(StayIn({kMarch, kMarch + 10}, 3), StayIn({kMarch + 13, kMarch + 20})));
}

TEST(ConflictsTest, NothingFollowsAnOpenEndedStay) {
  EXPECT_EQ(BusyUntil(kForever, 7), kForever);
  EXPECT_TRUE(BothWays(StayIn({kMarch, kForever}, 7), StayIn({kMarch + 3000, kForever}, 7)));
}

TEST(ConflictsTest, AClosureMayLieInTheTurnaroundButNotInTheStay) {
  EXPECT_FALSE(BothWays(StayIn({kMarch, kMarch + 10}, 3), ClosedIn({kMarch + 10, kMarch + 30})));
  EXPECT_TRUE(BothWays(StayIn({kMarch, kMarch + 10}, 3), ClosedIn({kMarch + 9, kMarch + 30})));
  EXPECT_TRUE(
      BothWays(Made(OccupancySource::kOffer, {kMarch, kMarch + 10}), ClosedIn({kMarch + 9, kMarch + 30})));
  EXPECT_TRUE(BothWays(ClosedIn({kMarch, kMarch + 10}), ClosedIn({kMarch + 9, kForever})));
}

TEST(ConflictsTest, SaysWhatIsThereAndWhenButNeverWho) {
  const std::vector<Occupancy> of_place = {StayIn({Day(2026, 12, 1), Day(2027, 1, 8)}, 7),
                                           Made(OccupancySource::kOffer, {Day(2027, 6, 1), kForever})};
  EXPECT_EQ(CheckClash(StayIn({Day(2027, 1, 1), kForever}), of_place).message(),
            "the place is taken from 2026-12-01 until 2027-01-15 by a placement");
  EXPECT_EQ(CheckClash(ClosedIn({Day(2027, 6, 1), kForever}), of_place).message(),
            "the place is taken from 2027-06-01 on by an offer");
  EXPECT_EQ(CheckClash(StayIn({Day(2027, 6, 1), kForever}), of_place).code(), absl::StatusCode::kAborted);
}

TEST(ConflictsTest, NothingClashesWithItself) {
  const Occupancy stay = StayIn({kMarch, kMarch + 10});
  Occupancy longer = stay;
  longer.period.until = kMarch + 20;
  EXPECT_TRUE(CheckClash(longer, std::vector{stay}).ok());
}

}  // namespace
}  // namespace boulevard::placements::domain
