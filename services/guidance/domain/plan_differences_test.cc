#include "services/guidance/domain/plan_differences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boulevard::guidance::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Plan Example() {
  Plan plan;
  plan.starts_on = Day(2026, 1, 12);
  plan.levels = {{.level = GuidanceLevel::kIntensive, .since = plan.starts_on}};
  plan.goals = {{.id = runtime::DeterministicUuid(absl::UnixEpoch(), 0, 1), .text = "I want to sleep."},
                {.id = runtime::DeterministicUuid(absl::UnixEpoch(), 0, 2), .text = "I want a job."}};
  return plan;
}

TEST(PlanDifferencesTest, AVersionIsLikeItself) {
  EXPECT_THAT(Differences(Example(), Example()), IsEmpty());
}

TEST(PlanDifferencesTest, FieldsAreNamedByTheirThing) {
  const Plan before = Example();
  Plan after = before;
  after.summary = "Rest, then work.";
  after.goals[1].text = "I want a job in a kitchen.";
  after.goals[1].target_date = Day(2026, 9, 1);
  const std::string goal = "goals[" + before.goals[1].id.ToString() + "].";
  EXPECT_THAT(Differences(before, after),
              ElementsAre(FieldDifference{"summary", std::nullopt, "Rest, then work."},
                          FieldDifference{goal + "text", "I want a job.", "I want a job in a kitchen."},
                          FieldDifference{goal + "targetDate", std::nullopt, "2026-09-01"}));
  EXPECT_THAT(Differences(after, before),
              ElementsAre(FieldDifference{goal + "text", "I want a job in a kitchen.", "I want a job."},
                          FieldDifference{"summary", "Rest, then work.", std::nullopt},
                          FieldDifference{goal + "targetDate", "2026-09-01", std::nullopt}));
}

TEST(PlanDifferencesTest, WhatIsAddedDiffersInAllItsFields) {
  const Plan before = Example();
  Plan after = before;
  after.levels.push_back({.level = GuidanceLevel::kLight, .since = Day(2026, 3, 1), .reason = "Going well."});
  EXPECT_THAT(Differences(before, after),
              ElementsAre(FieldDifference{"level", "intensive", "light"},
                          FieldDifference{"levelChanges[1].level", std::nullopt, "light"},
                          FieldDifference{"levelChanges[1].since", std::nullopt, "2026-03-01"},
                          FieldDifference{"levelChanges[1].reason", std::nullopt, "Going well."}));
}

}  // namespace
}  // namespace boulevard::guidance::domain
