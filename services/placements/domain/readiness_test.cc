#include "services/placements/domain/readiness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace boulevard::placements::domain {
namespace {

using Step = std::function<Readiness(const Readiness&)>;

constexpr auto kPaperwork = BlockedCause::kPaperwork;
constexpr auto kNoIncome = BlockedCause::kNoIncome;

Step Declared(int64_t sequence, Day on, BlockedCause cause) {
  return [=](const Readiness& before) { return AfterDeclared(before, sequence, on, cause); };
}
Step CauseChanged(int64_t sequence, BlockedCause cause) {
  return [=](const Readiness& before) { return AfterCauseChanged(before, sequence, cause); };
}
Step Withdrawn(int64_t sequence) {
  return [=](const Readiness& before) { return AfterWithdrawn(before, sequence); };
}

// After the steps in every order, each of them twice.
void ExpectInEveryOrder(const std::vector<Step>& steps, const Readiness& expected) {
  std::vector<size_t> order;
  for (size_t i = 0; i < steps.size(); ++i) order.push_back(i);
  do {
    Readiness readiness;
    for (const size_t first : order) {
      readiness = steps[first](readiness);
      readiness = steps[order[0]](readiness);
    }
    EXPECT_EQ(readiness, expected) << "began with " << order[0];
  } while (std::ranges::next_permutation(order).found);
}

TEST(ReadinessTest, TheOrderOfEventsDoesNotMatter) {
  const Day on(2026, 3, 1);
  ExpectInEveryOrder({Declared(1, on, BlockedCause::kNoDwelling), CauseChanged(2, kPaperwork)},
                     {.since = on, .since_sequence = 1, .cause = kPaperwork, .cause_sequence = 2});
  ExpectInEveryOrder({Declared(1, on, kPaperwork), CauseChanged(2, kNoIncome), Withdrawn(3)},
                     {.since = {}, .since_sequence = 3, .cause = {}, .cause_sequence = 3});
  ExpectInEveryOrder({Declared(1, on, kPaperwork), CauseChanged(2, BlockedCause::kOwnChoice), Withdrawn(3),
                      Declared(4, on + 9, kNoIncome), CauseChanged(5, kPaperwork)},
                     {.since = on + 9, .since_sequence = 4, .cause = kPaperwork, .cause_sequence = 5});
}

TEST(ReadinessTest, AStayBlocksSinceTheLaterOfReadinessAndArrival) {
  const Day on(2026, 3, 1);
  const Readiness ready = AfterDeclared({}, 1, on, kPaperwork);
  Placement stay{.period = {on - 30, on + 30}};
  SetBlocked(ready, stay);
  EXPECT_EQ(stay.blocked_since, on);
  EXPECT_EQ(stay.blocked_cause, kPaperwork);
  stay.period.from = on + 5;
  SetBlocked(ready, stay);
  EXPECT_EQ(stay.blocked_since, on + 5);
  SetBlocked(AfterWithdrawn(ready, 2), stay);
  EXPECT_EQ(stay.blocked_since, std::nullopt);
  EXPECT_EQ(stay.blocked_cause, std::nullopt);
}

}  // namespace
}  // namespace boulevard::placements::domain
