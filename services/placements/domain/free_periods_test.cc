#include "services/placements/domain/free_periods.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <vector>

namespace boulevard::placements::domain {

void PrintTo(const FreePeriod& row, std::ostream* out) {
  *out << "[" << row.period.from << ", " << row.period.until << ") kinds " << row.kinds.bits()
       << (row.expected ? " expected" : "") << (row.listed ? " listed" : "");
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Day kMonday(2026, 3, 2);
constexpr ResidentKind kStudent = ResidentKind::kStudent;
constexpr ResidentKind kStatusHolder = ResidentKind::kStatusHolder;

Uuid IdOf(int number) {
  Uuid id;
  id.bytes[15] = static_cast<uint8_t>(number);
  return id;
}

Place APlace() {
  return {.id = IdOf(1), .available_from = kMonday - 100};
}

Occupancy Stay(Period period, int turnaround = 0, ResidentKind kind = kStudent) {
  return {.place_id = IdOf(1),
          .source = OccupancySource::kPlacement,
          .period = period,
          .busy_until = period.until == kForever ? kForever : period.until + turnaround,
          .planned = true,
          .resident_kind = kind};
}

Occupancy Left(Period period, int turnaround = 0, ResidentKind kind = kStudent) {
  Occupancy stay = Stay(period, turnaround, kind);
  stay.planned = false;
  return stay;
}

Occupancy Closed(Period period) {
  return {
      .place_id = IdOf(1), .source = OccupancySource::kClosure, .period = period, .busy_until = period.until};
}

FreePeriod Row(Period period, bool expected = false, ResidentKinds kinds = ResidentKinds::All(),
               bool listed = true) {
  return {period, expected, kinds, listed};
}

ResidentKinds Only(ResidentKind kind) {
  ResidentKinds kinds;
  kinds.Add(kind);
  return kinds;
}

std::vector<FreePeriod> Compute(const std::vector<Occupancy>& of_place) {
  return ComputeFreePeriods(APlace(), std::nullopt, of_place, {}, kMonday);
}

TEST(FreePeriodsTest, AnEmptyPlaceIsFreeSinceItCameIntoTheStock) {
  EXPECT_THAT(Compute({}), ElementsAre(Row({kMonday - 100, kForever})));
}

TEST(FreePeriodsTest, AWithdrawnPlaceIsNeverFree) {
  Place place = APlace();
  place.withdrawn = true;
  EXPECT_THAT(ComputeFreePeriods(place, std::nullopt, {}, {}, kMonday), IsEmpty());
}

TEST(FreePeriodsTest, APlannedEndIsExpectedAfterItsTurnaround) {
  EXPECT_THAT(Compute({Stay({kMonday + 10, kMonday + 20}, 3)}),
              ElementsAre(Row({kMonday - 100, kMonday + 10}), Row({kMonday + 23, kForever}, true)));
}

TEST(FreePeriodsTest, ADepartureMakesItCertainAndKeepsTheDayItBecameFree) {
  EXPECT_THAT(Compute({Left({kMonday - 50, kMonday - 20}, 3)}), ElementsAre(Row({kMonday - 17, kForever})));
}

TEST(FreePeriodsTest, WhoHasNotDepartedKeepsItExpectedPastThePlannedEnd) {
  EXPECT_THAT(Compute({Stay({kMonday - 50, kMonday - 20})}),
              ElementsAre(Row({kMonday - 20, kForever}, true)));
  // Also when the place was closed in between.
  EXPECT_THAT(Compute({Stay({kMonday - 50, kMonday - 20}), Closed({kMonday - 10, kMonday - 5})}),
              ElementsAre(Row({kMonday - 5, kForever}, true)));
}

TEST(FreePeriodsTest, AnOpenEndedStayLeavesNothingAfterIt) {
  EXPECT_THAT(Compute({Stay({kMonday - 5, kForever})}), IsEmpty());
}

TEST(FreePeriodsTest, AClosureInTheTurnaroundDelaysIt) {
  EXPECT_THAT(Compute({Left({kMonday - 50, kMonday - 2}, 7), Closed({kMonday, kMonday + 9})}),
              ElementsAre(Row({kMonday + 9, kForever})));
}

KindCounts OneStudentAndOneStatusHolder() {
  KindCounts quotas;
  quotas[kStudent] = 1;
  quotas[kStatusHolder] = 1;
  return quotas;
}

TEST(FreePeriodsTest, AFullQuotaClosesThePlaceToThatKindAlone) {
  // The turnaround of another place is no matter: the quota is about who lives there.
  const std::vector<Occupancy> of_unit = {Stay({kMonday + 9, kMonday + 30}, 5, kStudent)};
  EXPECT_THAT(ComputeFreePeriods(APlace(), OneStudentAndOneStatusHolder(), {}, of_unit, kMonday),
              ElementsAre(Row({kMonday - 100, kMonday + 9}, false, Only(kStudent), false),
                          Row({kMonday - 100, kForever}, false, Only(kStatusHolder)),
                          Row({kMonday + 30, kForever}, true, Only(kStudent), false)));
}

TEST(FreePeriodsTest, ACertainPeriodIsListedBesideAnExpectedOne) {
  // The student should have left.
  const std::vector<Occupancy> of_unit = {Stay({kMonday - 200, kMonday - 50}, 0, kStudent),
                                          Left({kMonday - 150, kMonday - 40}, 0, kStatusHolder),
                                          Stay({kMonday + 10, kForever}, 0, kStatusHolder)};
  EXPECT_THAT(ComputeFreePeriods(APlace(), OneStudentAndOneStatusHolder(), {}, of_unit, kMonday),
              ElementsAre(Row({kMonday - 50, kForever}, true, Only(kStudent)),
                          Row({kMonday - 40, kMonday + 10}, false, Only(kStatusHolder))));
}

TEST(FreePeriodsTest, AKindWithoutAQuotaIsNeverTaken) {
  EXPECT_THAT(ComputeFreePeriods(APlace(), KindCounts{}, {}, {}, kMonday), IsEmpty());
}

// The same, day by day and as the words say it.
class DayByDay {
 public:
  DayByDay(const Place& place, const KindCounts& quotas, const std::vector<Occupancy>& of_unit)
      : place_(place), quotas_(quotas), of_unit_(of_unit) {}

  bool FreeOn(ResidentKind kind, Day day) const { return Untaken(day) && HasRoom(kind, day); }

  // Of a period of that kind which begins on that day.
  bool ExpectedFrom(ResidentKind kind, Day begin) const {
    const Occupancy* last = nullptr;
    for (const Occupancy& stay : of_unit_) {
      if (!InPlace(stay) || stay.source == OccupancySource::kClosure || stay.period.from >= begin) continue;
      if (last == nullptr || last->period.from < stay.period.from) last = &stay;
    }
    if (last != nullptr && last->planned) return true;
    Day room = begin;
    while (room > kFirst && HasRoom(kind, room - 1)) --room;
    if (room == kFirst) return false;
    int planned_ends = 0;
    for (const Occupancy& stay : of_unit_) {
      planned_ends += stay.resident_kind == kind && stay.planned && stay.period.until == room ? 1 : 0;
    }
    return CountOn(kind, room) + planned_ends >= quotas_[kind];
  }

  static constexpr Day kFirst = kMonday - 80;
  static constexpr Day kLast = kMonday + 80;

 private:
  bool InPlace(const Occupancy& occupancy) const { return occupancy.place_id == place_.id; }
  bool Untaken(Day day) const {
    if (place_.withdrawn || day < place_.available_from) return false;
    for (const Occupancy& occupancy : of_unit_) {
      if (InPlace(occupancy) && occupancy.period.from <= day && day < occupancy.busy_until) return false;
    }
    return true;
  }
  int CountOn(ResidentKind kind, Day day) const {
    int count = 0;
    for (const Occupancy& stay : of_unit_) {
      count += stay.resident_kind == kind && stay.period.from <= day && day < stay.period.until ? 1 : 0;
    }
    return count;
  }
  bool HasRoom(ResidentKind kind, Day day) const { return CountOn(kind, day) < quotas_[kind]; }

  const Place& place_;
  const KindCounts& quotas_;
  const std::vector<Occupancy>& of_unit_;
};

class Dice {
 public:
  explicit Dice(uint32_t seed) : engine_(seed) {}
  int UpTo(int most) { return std::uniform_int_distribution<int>(0, most)(engine_); }
  bool Once(int in) { return UpTo(in - 1) == 0; }

 private:
  std::minstd_rand engine_;
};

// Stays, offers and closures of one place, none of which clash, in order.
std::vector<Occupancy> RandomDays(Dice& dice, const Uuid& place_id) {
  std::vector<Occupancy> days;
  Day day = kMonday - 60 + dice.UpTo(20);
  while (day < kMonday + 60) {
    const Period period = {day, dice.Once(8) ? kForever : day + 1 + dice.UpTo(25)};
    if (dice.Once(4)) {
      days.push_back(Closed(period));
    } else {
      days.push_back(Stay(period, dice.UpTo(4), kAllResidentKinds[static_cast<size_t>(dice.UpTo(2))]));
      days.back().planned = period.until > kMonday || dice.Once(3);
    }
    days.back().place_id = place_id;
    if (period.until == kForever) break;
    day = days.back().busy_until + (dice.Once(3) ? 0 : dice.UpTo(15));
  }
  return days;
}

void ExpectSameAsDayByDay(const Place& place, const KindCounts& quotas, const std::vector<Occupancy>& of_unit,
                          const std::vector<FreePeriod>& rows) {
  const DayByDay truth(place, quotas, of_unit);
  for (const ResidentKind kind : kAllResidentKinds) {
    for (Day day = kMonday; day < DayByDay::kLast; ++day) {
      int covering = 0;
      for (const FreePeriod& row : rows) {
        covering += row.kinds.Has(kind) && row.period.Contains({day, day + 1}) ? 1 : 0;
      }
      ASSERT_EQ(covering, truth.FreeOn(kind, day) ? 1 : 0) << day;
    }
    for (const FreePeriod& row : rows) {
      if (!row.kinds.Has(kind)) continue;
      ASSERT_FALSE(truth.FreeOn(kind, row.period.from - 1)) << row.period.from;
      ASSERT_EQ(row.expected, truth.ExpectedFrom(kind, row.period.from)) << row.period.from;
    }
  }
}

// Whoever asks for no kind finds a listed row wherever there is any, and a certain one where one is certain.
void ExpectListedCoverAll(const std::vector<FreePeriod>& rows) {
  for (const FreePeriod& row : rows) {
    const bool found = std::any_of(rows.begin(), rows.end(), [&](const FreePeriod& other) {
      return other.listed && other.period.Contains(row.period) && (row.expected || !other.expected);
    });
    ASSERT_TRUE(found) << row.period.from;
  }
}

TEST(FreePeriodsTest, AgreesWithADayByDayCount) {
  for (uint32_t seed = 1; seed <= 2000; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    std::vector<Occupancy> of_unit;
    for (int place = 1; place <= 4; ++place) {
      for (const Occupancy& occupancy : RandomDays(dice, IdOf(place))) of_unit.push_back(occupancy);
    }
    KindCounts quotas;
    for (const ResidentKind kind : kAllResidentKinds) quotas[kind] = dice.UpTo(3);
    const Place place = {.id = IdOf(1), .available_from = kMonday - 70 + dice.UpTo(90)};
    std::vector<Occupancy> of_place;
    std::copy_if(of_unit.begin(), of_unit.end(), std::back_inserter(of_place),
                 [&](const Occupancy& occupancy) { return occupancy.place_id == place.id; });
    const std::vector<FreePeriod> rows = ComputeFreePeriods(place, quotas, of_place, of_unit, kMonday);
    ExpectSameAsDayByDay(place, quotas, of_unit, rows);
    ExpectListedCoverAll(rows);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace boulevard::placements::domain
