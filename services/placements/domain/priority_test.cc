#include "services/placements/domain/priority.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boulevard::placements::domain {
namespace {

using ::testing::ElementsAre;

const absl::Time kNow = absl::FromUnixSeconds(1'772'000'000);
constexpr PriorityWeights kWeights = {
    .urgency = 50, .week_waiting = 2, .step_down = 30, .relapse_return = 40, .homeless_now = 60};

TEST(PriorityTest, EachPartIsWhatItSays) {
  Application application;
  EXPECT_THAT(PriorityOf(application, kWeights, kNow).points, ElementsAre(0, 0, 0, 0, 0));
  application.urgency = Urgency::kAcute;
  application.waiting_since = kNow - absl::Hours(24 * 20);
  application.step_down_from = "jit-wonen";
  application.relapse_return = true;
  application.situation = Situation::kHomelessNow;
  const Priority priority = PriorityOf(application, kWeights, kNow);
  EXPECT_THAT(priority.points, ElementsAre(100, 4, 30, 40, 60));
  EXPECT_EQ(priority.Total(), 234);
}

TEST(PriorityTest, OnlyWholeWeeksCount) {
  Application application;
  application.waiting_since = kNow - absl::Hours(24 * 7);
  EXPECT_EQ(WeeksWaiting(application, kNow), 1);
  EXPECT_EQ(WeeksWaiting(application, kNow - absl::Microseconds(1)), 0);
  EXPECT_EQ(WeeksWaiting(application, kNow - absl::Hours(24 * 30)), 0) << "before it was on the list";
}

TEST(PriorityTest, EqualPointsAreForWhoWaitsLonger) {
  const Uuid low;
  Uuid high;
  high.bytes[0] = 1;
  const ListPosition first = {10, kNow, high};
  EXPECT_TRUE(ComesBefore(first, {9, kNow - absl::Hours(1), low}));
  EXPECT_TRUE(ComesBefore(first, {10, kNow + absl::Hours(1), low}));
  EXPECT_TRUE(ComesBefore({10, kNow, low}, first));
  EXPECT_FALSE(ComesBefore(first, first));
}

}  // namespace
}  // namespace boulevard::placements::domain
