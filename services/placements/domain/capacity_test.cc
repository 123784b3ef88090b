#include "services/placements/domain/capacity.h"

#include <gtest/gtest.h>

#include <vector>

namespace boulevard::placements::domain {
namespace {

TEST(CapacityTest, ThoseWhoWaitComeFirst) {
  using enum CapacityCode;
  EXPECT_EQ(CapacityOf(0, 0, false, false), kNoCapacity);
  EXPECT_EQ(CapacityOf(1, 0, false, false), kCapacity);
  EXPECT_EQ(CapacityOf(1, 0, false, true), kAdditionalAssessmentRequired);
  EXPECT_EQ(CapacityOf(1, 1, false, true), kWaitlist);
  EXPECT_EQ(CapacityOf(0, 3, false, false), kWaitlist);
  EXPECT_EQ(CapacityOf(5, 0, true, false), kNoCapacity) << "closed";
}

TEST(CapacityTest, WhoMindsNoDistrictCountsInEach) {
  const std::vector<WaitingCount> waiting = {
      {"foyer", {}, 2}, {"foyer", {"Laak", "Centrum"}, 3}, {"foyer", {"Escamp"}, 5}, {"co-living", {}, 7}};
  EXPECT_EQ(WaitingIn(waiting, "foyer", "Laak"), 5);
  EXPECT_EQ(WaitingIn(waiting, "foyer", "Escamp"), 7);
  EXPECT_EQ(WaitingIn(waiting, "foyer", "Loosduinen"), 2);
}

TEST(CapacityTest, FewPeopleAreNoFigure) {
  for (const runtime::Role role : {runtime::Role::kMunicipality, runtime::Role::kProvider}) {
    EXPECT_EQ(ShownTo(role, 0), std::nullopt);
    EXPECT_EQ(ShownTo(role, 10), std::nullopt);
    EXPECT_EQ(ShownTo(role, 11), 11);
  }
  EXPECT_EQ(ShownTo(runtime::Role::kCoordinator, 1), 1);
}

}  // namespace
}  // namespace boulevard::placements::domain
