#include "services/placements/domain/eligibility.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boulevard::placements::domain {
namespace {

using runtime::RuleBreach;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Day kToday(2026, 3, 2);

Programme AProgramme() {
  return {.id = "foyer",
          .guidance_level = GuidanceLevel::kModerate,
          .minimum_age = 18,
          .maximum_age = 27,
          .resident_kinds = ResidentKinds::FromBits(3)};
}

Application AnApplication(Day birth_date) {
  return {.birth_date = birth_date,
          .resident_kind = ResidentKind::kYoungPerson,
          .guidance_level = GuidanceLevel::kModerate};
}

TEST(EligibilityTest, AgeIsInWholeYears) {
  EXPECT_EQ(AgeOn(Day(2008, 3, 2), kToday), 18);
  EXPECT_EQ(AgeOn(Day(2008, 3, 3), kToday), 17);
  EXPECT_EQ(AgeOn(Day(2007, 12, 31), kToday), 18);
}

TEST(EligibilityTest, WhoIsBornOn29FebruaryTurnsAYearOlderOn1March) {
  const Day birth_date(2008, 2, 29);
  EXPECT_EQ(AgeOn(birth_date, Day(2026, 2, 28)), 17);
  EXPECT_EQ(AgeOn(birth_date, Day(2026, 3, 1)), 18);
  EXPECT_EQ(AgeOn(birth_date, Day(2028, 2, 28)), 19);
  EXPECT_EQ(AgeOn(birth_date, Day(2028, 2, 29)), 20);
}

TEST(EligibilityTest, AgeIsHeldAgainstTheFirstDayOfTheStay) {
  const Application turns_eighteen = AnApplication(Day(2008, 3, 10));
  EXPECT_THAT(BrokenRules(AProgramme(), turns_eighteen, Day(2026, 3, 9)),
              ElementsAre(RuleBreach{"age", "17", "from 18 to 27"}));
  EXPECT_THAT(BrokenRules(AProgramme(), turns_eighteen, Day(2026, 3, 10)), IsEmpty());
  // 27 until the day before the 28th birthday.
  EXPECT_THAT(BrokenRules(AProgramme(), AnApplication(Day(1998, 3, 3)), kToday), IsEmpty());
  EXPECT_THAT(BrokenRules(AProgramme(), AnApplication(Day(1998, 3, 2)), kToday),
              ElementsAre(RuleBreach{"age", "28", "from 18 to 27"}));
}

TEST(EligibilityTest, EveryBrokenRuleIsNamedWithBothValues) {
  Programme programme = AProgramme();
  programme.closed = true;
  Application application = AnApplication(Day(2012, 1, 1));
  application.resident_kind = ResidentKind::kStudent;
  application.guidance_level = GuidanceLevel::kIntensive;
  EXPECT_THAT(
      BrokenRules(programme, application, kToday),
      ElementsAre(RuleBreach{"programme-closed", "closed", "open"}, RuleBreach{"age", "14", "from 18 to 27"},
                  RuleBreach{"resident-kind", "student", "young-person or status-holder"},
                  RuleBreach{"guidance-level", "intensive", "at most moderate"}));
}

Occupancy StudentIn(Period period, uint8_t number) {
  Occupancy stay = {
      .source = OccupancySource::kPlacement, .period = period, .resident_kind = ResidentKind::kStudent};
  stay.source_id.bytes[15] = number;
  return stay;
}

TEST(EligibilityTest, AQuotaCountsThoseWhoLiveThereAtOnce) {
  Unit unit;
  unit.quotas = KindCounts{};
  (*unit.quotas)[ResidentKind::kStudent] = 2;
  const std::vector<Occupancy> of_unit = {StudentIn({kToday, kToday + 10}, 1),
                                          StudentIn({kToday + 10, kToday + 20}, 2),
                                          StudentIn({kToday + 19, kToday + 30}, 3)};
  const auto broken = [&](Period period, const Uuid& ignored = {}) {
    return BrokenQuota(unit, of_unit, ResidentKind::kStudent, period, ignored);
  };
  // One after another share no day.
  EXPECT_EQ(broken({kToday, kToday + 19}), std::nullopt);
  EXPECT_EQ(broken({kToday, kToday + 20}), (RuleBreach{"unit-quota", "3", "at most 2"}));
  EXPECT_EQ(broken({kToday, kToday + 20}, of_unit[1].source_id), std::nullopt);
  EXPECT_EQ(broken({kToday + 20, kForever}), std::nullopt);
  EXPECT_EQ(BrokenQuota(unit, of_unit, ResidentKind::kYoungPerson, {kToday, kToday + 1}),
            (RuleBreach{"unit-quota", "1", "at most 0"}));
  unit.quotas.reset();
  EXPECT_EQ(broken({kToday, kForever}), std::nullopt);
}

}  // namespace
}  // namespace boulevard::placements::domain
