#include "services/placements/domain/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

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

TEST(RulesTest, AgeIsInWholeYears) {
  EXPECT_EQ(AgeOn(Day(2008, 3, 2), kToday), 18);
  EXPECT_EQ(AgeOn(Day(2008, 3, 3), kToday), 17);
  EXPECT_EQ(AgeOn(Day(2007, 12, 31), kToday), 18);
}

TEST(RulesTest, WhoIsBornOn29FebruaryTurnsAYearOlderOn1March) {
  const Day birth_date(2008, 2, 29);
  EXPECT_EQ(AgeOn(birth_date, Day(2026, 2, 28)), 17);
  EXPECT_EQ(AgeOn(birth_date, Day(2026, 3, 1)), 18);
  EXPECT_EQ(AgeOn(birth_date, Day(2028, 2, 28)), 19);
  EXPECT_EQ(AgeOn(birth_date, Day(2028, 2, 29)), 20);
}

// Everything that a fit refers to; nothing of it is broken at first.
struct Case {
  Application application = AnApplication(Day(2005, 6, 1));
  Programme programme = AProgramme();
  RuleSet rule_set = FirstRuleSet("foyer");
  Place place = {.programme_id = "foyer", .rent_cents = 50000};
  Unit unit;
  std::vector<Occupancy> of_unit;
  std::vector<Sharer> sharers;
  std::vector<Uuid> apart;
  Period period = {kToday, kForever};
  Uuid leaving;

  std::vector<RuleBreach> Broken() const {
    const Fit fit = {application, programme, rule_set, place, unit, of_unit, sharers, apart, period, leaving};
    return Explain(BrokenRules(fit), fit);
  }
};

Uuid Id(uint8_t number) {
  Uuid id;
  id.bytes[15] = number;
  return id;
}

TEST(RulesTest, AgeIsHeldAgainstTheFirstDayOfTheStay) {
  const auto broken = [](Day birth_date, Day starts_on) {
    Case asked;
    asked.application.birth_date = birth_date;
    asked.period.from = starts_on;
    return asked.Broken();
  };
  EXPECT_THAT(broken(Day(2008, 3, 10), Day(2026, 3, 9)),
              ElementsAre(RuleBreach{"age", "17", "from 18 to 27"}));
  EXPECT_THAT(broken(Day(2008, 3, 10), Day(2026, 3, 10)), IsEmpty());
  // 27 until the day before the 28th birthday.
  EXPECT_THAT(broken(Day(1998, 3, 3), kToday), IsEmpty());
  EXPECT_THAT(broken(Day(1998, 3, 2), kToday), ElementsAre(RuleBreach{"age", "28", "from 18 to 27"}));
}

Case EverythingBroken() {
  Case asked;
  asked.programme.closed = true;
  asked.application = AnApplication(Day(2012, 1, 1));
  asked.application.resident_kind = ResidentKind::kStudent;
  asked.application.guidance_level = GuidanceLevel::kIntensive;
  asked.application.programme_id = "co-living";
  asked.application.wishes = {.max_rent_cents = 40000, .accessible_needed = true};
  asked.unit.quotas = KindCounts{};
  asked.sharers = {{Id(7), {kToday - 100, kForever}}, {Id(8), {kToday - 100, kToday}}};
  asked.apart = {Id(7), Id(8)};
  return asked;
}

TEST(RulesTest, EveryBrokenRuleIsNamedWithBothValues) {
  EXPECT_THAT(
      EverythingBroken().Broken(),
      ElementsAre(RuleBreach{"programme-closed", "closed", "open"}, RuleBreach{"age", "14", "from 18 to 27"},
                  RuleBreach{"resident-kind", "student", "young-person or status-holder"},
                  RuleBreach{"guidance-level", "intensive", "at most moderate"},
                  RuleBreach{"accessibility", "not accessible", "accessible"},
                  RuleBreach{"rent", "50000", "at most 40000"}, RuleBreach{"unit-quota", "1", "at most 0"},
                  RuleBreach{"must-not-share", "1 in the unit", "nobody"},
                  RuleBreach{"programme", "foyer", "co-living"}));
}

TEST(RulesTest, ARuleThatIsOffRefusesNobody) {
  Case asked = EverythingBroken();
  asked.rule_set.rules = Rules();
  asked.rule_set.rules.Add(Rule::kRent);
  EXPECT_THAT(asked.Broken(), ElementsAre(RuleBreach{"rent", "50000", "at most 40000"},
                                          RuleBreach{"programme", "foyer", "co-living"}));
}

TEST(RulesTest, WhoSharesCountsOnlyInThePeriod) {
  Case asked;
  asked.apart = {Id(7)};
  asked.sharers = {{Id(7), {kToday + 10, kToday + 20}}, {Id(9), {kToday, kForever}}};
  asked.period = {kToday, kToday + 10};
  EXPECT_THAT(asked.Broken(), IsEmpty());
  asked.period.until = kToday + 11;
  EXPECT_THAT(asked.Broken(), ElementsAre(RuleBreach{"must-not-share", "1 in the unit", "nobody"}));
}

Occupancy StudentIn(Period period, uint8_t number) {
  return {.source_id = Id(number),
          .source = OccupancySource::kPlacement,
          .period = period,
          .resident_kind = ResidentKind::kStudent};
}

TEST(RulesTest, AQuotaCountsThoseWhoLiveThereAtOnce) {
  Case asked;
  asked.programme.resident_kinds = ResidentKinds::All();
  asked.application.resident_kind = ResidentKind::kStudent;
  asked.unit.quotas = KindCounts{};
  (*asked.unit.quotas)[ResidentKind::kStudent] = 2;
  asked.of_unit = {StudentIn({kToday, kToday + 10}, 1), StudentIn({kToday + 10, kToday + 20}, 2),
                   StudentIn({kToday + 19, kToday + 30}, 3)};
  const auto broken = [&](Period period, const Uuid& leaving = {}) {
    asked.period = period;
    asked.leaving = leaving;
    return asked.Broken();
  };
  // One after another share no day.
  EXPECT_THAT(broken({kToday, kToday + 19}), IsEmpty());
  EXPECT_THAT(broken({kToday, kToday + 20}), ElementsAre(RuleBreach{"unit-quota", "3", "at most 2"}));
  EXPECT_THAT(broken({kToday, kToday + 20}, Id(2)), IsEmpty());
  EXPECT_THAT(broken({kToday + 20, kForever}), IsEmpty());
  asked.application.resident_kind = ResidentKind::kYoungPerson;
  EXPECT_THAT(broken({kToday, kToday + 1}), ElementsAre(RuleBreach{"unit-quota", "1", "at most 0"}));
  asked.unit.quotas.reset();
  EXPECT_THAT(broken({kToday, kForever}), IsEmpty());
}

}  // namespace
}  // namespace boulevard::placements::domain
