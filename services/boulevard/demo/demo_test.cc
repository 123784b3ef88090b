#include "services/boulevard/demo/demo.h"

#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/boulevard/demo/catalogue.h"
#include "services/placements/domain/conflicts.h"
#include "services/placements/domain/quota.h"
#include "services/placements/domain/rules.h"
#include "services/placements/schema/migrations.h"
#include "services/placements/store/mysql_store.h"
#include "services/runtime/db/migrator.h"
#include "tests/support/test_database.h"

namespace boulevard::demo {
namespace {

using namespace placements::domain;  // NOLINT(google-build-using-namespace): the words of the domain
using ::testing::IsEmpty;

const Recipe kRecipe = {.seed = 1, .places = 375, .today = Day(2026, 3, 2)};

std::map<std::string, Programme> ById() {
  std::map<std::string, Programme> programmes;
  for (const Programme& programme : Programmes()) programmes[programme.id] = programme;
  return programmes;
}

TEST(City, HasThePlacesOfTheCity) {
  int places = 0;
  for (const FacilityPlan& plan : FacilityPlans()) places += plan.units * plan.places_per_unit;
  EXPECT_EQ(places, kPlacesPerCity);
  EXPECT_EQ(MakeCity(kRecipe, 0).stock.places.size(), 375u);
}

TEST(City, IsTheSameForTheSameSeed) {
  const City one = MakeCity(kRecipe, 0);
  const City other = MakeCity(kRecipe, 0);
  ASSERT_EQ(one.stock.placements.size(), other.stock.placements.size());
  for (size_t i = 0; i < one.stock.placements.size(); ++i) {
    EXPECT_EQ(one.stock.placements[i].id, other.stock.placements[i].id);
    EXPECT_EQ(one.stock.placements[i].period, other.stock.placements[i].period);
  }
  Recipe of_another_seed = kRecipe;
  of_another_seed.seed = 2;
  EXPECT_NE(MakeCity(of_another_seed, 0).stock.places[0].id, one.stock.places[0].id);
}

TEST(City, HasEveryProgrammeHoweverSmall) {
  for (const int size : {40, 50, 374}) {
    Recipe recipe = kRecipe;
    recipe.places = size;
    std::set<std::string> programmes;
    const City city = MakeCity(recipe, 0);
    for (const Facility& facility : city.stock.facilities) programmes.insert(facility.programme_id);
    EXPECT_EQ(city.stock.places.size(), static_cast<size_t>(size));
    EXPECT_EQ(programmes.size(), 4u);
  }
}

TEST(City, GivesNoIdTwice) {
  Recipe recipe = kRecipe;
  recipe.places = 2000;
  std::set<Uuid> ids;
  size_t count = 0;
  const auto add = [&](const auto& things) {
    for (const auto& thing : things) ids.insert(thing.id);
    count += things.size();
  };
  for (int number = 0; number < CityCount(recipe); ++number) {
    const City city = MakeCity(recipe, number);
    add(city.stock.facilities);
    add(city.stock.units);
    add(city.stock.places);
    add(city.stock.applications);
    add(city.stock.placements);
    add(city.stock.closures);
    for (const PlannedOffer& planned : city.offers) {
      add(std::vector{planned.application});
      add(std::vector{planned.offer});
    }
  }
  EXPECT_EQ(ids.size(), count);
}

TEST(City, PutsNobodyWhereTheyDoNotFit) {
  const auto programmes = ById();
  const City city = MakeCity(kRecipe, 0);
  std::map<Uuid, const Place*> places;
  for (const Place& place : city.stock.places) places[place.id] = &place;
  std::map<Uuid, const Application*> applications;
  for (const Application& application : city.stock.applications) applications[application.id] = &application;
  for (const Placement& placement : city.stock.placements) {
    const Programme& programme = programmes.at(places.at(placement.place_id)->programme_id);
    EXPECT_TRUE(BrokenRulesOfPerson(*applications.at(placement.application_id), programme,
                                    FirstRuleSet(programme.id), placement.period.from)
                    .Empty());
  }
}

TEST(City, HasApplicationsInEveryStateOfEveryProgramme) {
  std::map<std::string, std::map<ApplicationState, int>> of_programme;
  const City city = MakeCity(kRecipe, 0);
  for (const Application& application : city.stock.applications) {
    ++of_programme[application.programme_id][application.state];
    EXPECT_EQ(application.waiting_since.has_value(), application.state == ApplicationState::kWaiting ||
                                                         application.state == ApplicationState::kPlaced);
  }
  EXPECT_EQ(of_programme.size(), 4u);
  for (const auto& [programme, states] : of_programme) {
    EXPECT_EQ(states.size(), 7u) << programme << ": all but offered, which come with their offers";
    EXPECT_GE(states.at(ApplicationState::kWaiting), 10) << programme;
  }
}

TEST(City, GivesNoPlaceTwiceAndBreaksNoQuota) {
  const auto programmes = ById();
  const City city = MakeCity(kRecipe, 0);
  std::map<Uuid, std::vector<Occupancy>> of_place;
  std::map<Uuid, std::vector<Occupancy>> of_unit;
  std::map<Uuid, const Place*> places;
  for (const Place& place : city.stock.places) places[place.id] = &place;
  const auto take = [&](Occupancy taken) {
    const Place& place = *places.at(taken.place_id);
    EXPECT_TRUE(CheckClash(taken, of_place[place.id]).ok()) << place.programme_id << " " << place.name;
    of_place[place.id].push_back(taken);
    of_unit[place.unit_id].push_back(taken);
  };
  for (const Placement& placement : city.stock.placements) {
    if (placement.state == PlacementState::kCancelled || placement.state == PlacementState::kNoShow) continue;
    const int days = programmes.at(places.at(placement.place_id)->programme_id).turnaround_days;
    take({.place_id = placement.place_id,
          .source_id = placement.id,
          .source = OccupancySource::kPlacement,
          .period = placement.period,
          .busy_until = BusyUntil(placement.period.until, days),
          .resident_kind = placement.resident_kind});
  }
  for (const Closure& closure : city.stock.closures) {
    if (closure.cancelled) continue;
    take({.place_id = closure.place_id,
          .source_id = closure.id,
          .source = OccupancySource::kClosure,
          .period = closure.period,
          .busy_until = closure.period.until});
  }
  for (const PlannedOffer& planned : city.offers) {
    take({.place_id = planned.offer.place_id,
          .source_id = planned.offer.id,
          .source = OccupancySource::kOffer,
          .period = planned.offer.period,
          .busy_until = kForever,
          .resident_kind = planned.offer.resident_kind});
  }
  for (const Unit& unit : city.stock.units) {
    if (!unit.quotas) continue;
    for (const ResidentKind kind : kAllResidentKinds) {
      EXPECT_LE(MostAtOnce(of_unit[unit.id], kind, {kBeginning, kForever}), (*unit.quotas)[kind]);
    }
  }
}

TEST(City, HasStaysInEveryState) {
  const City city = MakeCity(kRecipe, 0);
  std::set<PlacementState> states;
  for (const Placement& placement : city.stock.placements) states.insert(placement.state);
  EXPECT_EQ(states.size(), 5u);
  EXPECT_THAT(city.offers, ::testing::Not(IsEmpty()));
  EXPECT_THAT(city.stock.closures, ::testing::Not(IsEmpty()));
}

class LoadDemoTest : public ::testing::Test {
 protected:
  LoadDemoTest() : pool_(*runtime::db::ConnectOptions::Parse(database_.url()), 3, metrics_), store_(pool_) {
    EXPECT_TRUE(
        runtime::db::Migrate(pool_, placements::schema::Migrations(), absl::Now() + absl::Minutes(1)).ok());
  }

  int64_t Count(std::string_view sql) {
    int64_t count = -1;
    EXPECT_TRUE(
        pool_
            .Run(absl::Now() + absl::Minutes(1),
                 [&](runtime::db::Session& session) {
                   return session.Query(sql, {}, [&](const auto& row) { count = row.Int(0); }).status();
                 })
            .ok());
    return count;
  }

  tests::TestDatabase database_;
  runtime::Registry metrics_;
  runtime::db::Pool pool_;
  placements::store::MysqlStore store_;
};

TEST_F(LoadDemoTest, LoadsTheCityOnce) {
  const auto report = LoadDemo(store_, kRecipe, 2);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->loaded);
  EXPECT_EQ(report->programmes.size(), 4u);
  for (const ProgrammeFigures& row : report->programmes) {
    EXPECT_EQ(row.places, row.free + row.occupied + row.closed) << row.id;
  }
  EXPECT_EQ(Count("SELECT COUNT(*) FROM places"), 375);
  EXPECT_GT(Count("SELECT COUNT(*) FROM offers WHERE state = 'open'"), 0);
  const int64_t stays = Count("SELECT COUNT(*) FROM placements");

  const auto again = LoadDemo(store_, kRecipe, 2);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_FALSE(again->loaded);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM placements"), stays);
}

TEST_F(LoadDemoTest, GrowsByWholeCities) {
  ASSERT_TRUE(LoadDemo(store_, kRecipe, 2).ok());
  Recipe larger = kRecipe;
  larger.places = 1000;
  const auto report = LoadDemo(store_, larger, 2);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_TRUE(report->loaded);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM places"), 1000);
}

}  // namespace
}  // namespace boulevard::demo
