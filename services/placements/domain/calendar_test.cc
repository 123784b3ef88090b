#include "services/placements/domain/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace boulevard::placements::domain {
namespace {

using ::testing::ElementsAre;

constexpr Day kFirst = Day(2026, 3, 2);

const Uuid kStay = runtime::DeterministicUuid(absl::UnixEpoch(), 1, 1);
const Uuid kClosure = runtime::DeterministicUuid(absl::UnixEpoch(), 2, 2);

// Days from kFirst on.
Occupancy StayOn(int from, int until, int turnaround, bool planned) {
  return {.source_id = kStay,
          .source = OccupancySource::kPlacement,
          .period = {kFirst + from, kFirst + until},
          .busy_until = kFirst + until + turnaround,
          .planned = planned};
}
Occupancy ClosureOn(int from, int until) {
  return {.source_id = kClosure,
          .source = OccupancySource::kClosure,
          .period = {kFirst + from, kFirst + until},
          .busy_until = kFirst + until};
}
CalendarPeriod Shown(int from, int until, CalendarUse use, bool expected = false,
                     std::optional<Uuid> source = std::nullopt) {
  return {{kFirst + from, kFirst + until}, use, expected, source};
}

const Place kPlace = {.available_from = kFirst - 100};

TEST(Calendar, AnEmptyPlaceIsFree) {
  EXPECT_THAT(ComputeCalendar(kPlace, {}, {kFirst, kFirst + 90}),
              ElementsAre(Shown(0, 90, CalendarUse::kFree)));
}

TEST(Calendar, WhatFollowsAPlannedEndIsExpected) {
  const Occupancy stay = StayOn(5, 20, 3, true);
  EXPECT_THAT(
      ComputeCalendar(kPlace, {{stay}}, {kFirst, kFirst + 30}),
      ElementsAre(Shown(0, 5, CalendarUse::kFree), Shown(5, 20, CalendarUse::kPlacement, false, kStay),
                  Shown(20, 23, CalendarUse::kTurnaround, true), Shown(23, 30, CalendarUse::kFree, true)));
}

TEST(Calendar, WhatFollowsADepartureIsNot) {
  const Occupancy stay = StayOn(-20, -2, 5, false);
  EXPECT_THAT(ComputeCalendar(kPlace, {{stay}}, {kFirst, kFirst + 30}),
              ElementsAre(Shown(0, 3, CalendarUse::kTurnaround), Shown(3, 30, CalendarUse::kFree)));
}

TEST(Calendar, AClosureInTheTurnaroundIsShownAsClosure) {
  const std::vector<Occupancy> taken = {StayOn(-20, 2, 10, true), ClosureOn(4, 6)};
  EXPECT_THAT(
      ComputeCalendar(kPlace, taken, {kFirst, kFirst + 15}),
      ElementsAre(Shown(0, 2, CalendarUse::kPlacement, false, kStay),
                  Shown(2, 4, CalendarUse::kTurnaround, true),
                  Shown(4, 6, CalendarUse::kClosure, false, kClosure),
                  Shown(6, 12, CalendarUse::kTurnaround, true), Shown(12, 15, CalendarUse::kFree, true)));
}

TEST(Calendar, BeforeItComesAndAfterItLeftIsNotInStock) {
  EXPECT_THAT(ComputeCalendar({.available_from = kFirst + 7}, {}, {kFirst, kFirst + 10}),
              ElementsAre(Shown(0, 7, CalendarUse::kNotInStock), Shown(7, 10, CalendarUse::kFree)));
  EXPECT_THAT(ComputeCalendar({.available_from = kFirst - 7, .withdrawn = true}, {}, {kFirst, kFirst + 10}),
              ElementsAre(Shown(0, 10, CalendarUse::kNotInStock)));
}

TEST(Calendar, AnOpenEndIsCutAtTheEndOfWhatIsAsked) {
  Occupancy stay = StayOn(3, 4, 0, true);
  stay.period.until = stay.busy_until = kForever;
  EXPECT_THAT(
      ComputeCalendar(kPlace, {{stay}}, {kFirst, kFirst + 10}),
      ElementsAre(Shown(0, 3, CalendarUse::kFree), Shown(3, 10, CalendarUse::kPlacement, false, kStay)));
}

// Whatever takes the place, also when it overlaps.
TEST(Calendar, HasNoGapsAndNoOverlaps) {
  std::mt19937 random(20260302);
  const auto pick = [&](int from, int until) {
    return std::uniform_int_distribution<int>(from, until)(random);
  };
  for (int round = 0; round < 2000; ++round) {
    std::vector<Occupancy> taken;
    for (int i = pick(0, 6); i > 0; --i) {
      const int from = pick(-40, 60);
      const int until = from + pick(0, 20);
      taken.push_back(pick(0, 2) == 0 ? ClosureOn(from, until) : StayOn(from, until, pick(0, 4), pick(0, 1)));
    }
    const Place place = {.available_from = kFirst + pick(-50, 20), .withdrawn = pick(0, 9) == 0};
    const Period asked = {kFirst + pick(-10, 10), kFirst + 10 + pick(1, 60)};
    const std::vector<CalendarPeriod> shown = ComputeCalendar(place, taken, asked);
    ASSERT_FALSE(shown.empty());
    EXPECT_EQ(shown.front().period.from, asked.from);
    EXPECT_EQ(shown.back().period.until, asked.until);
    for (size_t i = 0; i < shown.size(); ++i) {
      EXPECT_FALSE(shown[i].period.Empty());
      if (i == 0) continue;
      EXPECT_EQ(shown[i].period.from, shown[i - 1].period.until);
      EXPECT_FALSE(shown[i].use == shown[i - 1].use && shown[i].expected == shown[i - 1].expected &&
                   shown[i].source_id == shown[i - 1].source_id);
    }
    // A free day is one that nothing takes.
    for (const CalendarPeriod& period : shown) {
      for (const Occupancy& occupancy : taken) {
        if (period.use == CalendarUse::kFree && !occupancy.period.Empty()) {
          EXPECT_FALSE(period.period.Overlaps(occupancy.period));
        }
      }
    }
  }
}

}  // namespace
}  // namespace boulevard::placements::domain
