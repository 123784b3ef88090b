#include "services/placements/domain/availability.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "services/placements/domain/bulk.h"
#include "services/placements/domain/facilities.h"
#include "services/placements/domain/places.h"
#include "services/runtime/status/errors.h"
#include "tests/support/placements/placements_database.h"
#include "tests/support/placements/random_stock.h"

// What is free, asked of a real database.
namespace boulevard::placements::store {
namespace {

using domain::AvailablePlace;
using domain::AvailablePlaceFilter;
using domain::Day;
using domain::OccupancySource;
using domain::PageOf;
using domain::Place;
using domain::ResidentKind;
using runtime::Uuid;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AvailabilityTest : public ::testing::Test {
 protected:
  PageOf<AvailablePlace> Ask(const AvailablePlaceFilter& filter, const domain::Page& page) {
    return availability_
        .ListPlaces(db_.AsCoordinator(), filter, filter.period.from, filter.period.until, page)
        .value();
  }

  // All pages of that size.
  std::vector<AvailablePlace> AskAll(const AvailablePlaceFilter& filter, int page_size = 500) {
    std::vector<AvailablePlace> all;
    domain::Page page{.size = page_size};
    for (bool more = true; more;) {
      PageOf<AvailablePlace> found = Ask(filter, page);
      more = found.more;
      EXPECT_LE(found.rows.size(), static_cast<size_t>(page_size));
      std::move(found.rows.begin(), found.rows.end(), std::back_inserter(all));
      if (more) page.after = all.back().place.id;
    }
    return all;
  }

  static std::vector<Uuid> Ids(const std::vector<AvailablePlace>& rows) {
    std::vector<Uuid> ids;
    for (const AvailablePlace& row : rows) ids.push_back(row.place.id);
    return ids;
  }

  AvailablePlaceFilter Today() { return {.period = {db_.today(), db_.today() + 1}}; }

  domain::StockBatch LoadRandom(std::mt19937& random, int units) {
    domain::StockBatch stock = tests::RandomStock(db_, random, units);
    const absl::Status loaded = LoadStock(db_.store(), db_.clock(), absl::Now() + absl::Seconds(60), stock);
    EXPECT_TRUE(loaded.ok()) << loaded;
    return stock;
  }

  tests::PlacementsDatabase db_;
  const domain::Availability availability_{db_.store(), db_.clock()};
  const domain::Places places_{db_.store(), db_.clock()};
};

TEST_F(AvailabilityTest, ARowSaysWhatAPartnerNeeds) {
  const domain::Facility facility = db_.MakeFacility({.name = "Pompstationsweg", .district = "Scheveningen"});
  const domain::Unit unit = db_.MakeUnit({.facility_id = facility.id, .name = "Unit 3"});
  const Place place =
      db_.MakePlace({.unit_id = unit.id, .name = "3B", .rent_cents = 45000, .accessible = true});
  const Day until = db_.today() + 20;
  db_.Take(place, {.source = OccupancySource::kOffer, .period = {until, until + 10}, .planned = true});
  const auto rows = AskAll(Today());
  ASSERT_EQ(rows.size(), 1u);
  const AvailablePlace& row = rows[0];
  EXPECT_EQ(row.place.id, place.id);
  EXPECT_EQ(row.place.unit_id, unit.id);
  EXPECT_EQ(row.place.facility_id, facility.id);
  EXPECT_EQ(row.place.provider_id, db_.provider());
  EXPECT_EQ(row.place.programme_id, "foyer");
  EXPECT_EQ(row.place.district, "Scheveningen");
  EXPECT_EQ(row.place.name, "3B");
  EXPECT_EQ(row.place.rent_cents, 45000);
  EXPECT_TRUE(row.place.accessible);
  EXPECT_FALSE(row.place.furnished);
  EXPECT_EQ(row.unit_name, "Unit 3");
  EXPECT_EQ(row.facility_name, "Pompstationsweg");
  EXPECT_EQ(row.provider_name, "DUWO");
  EXPECT_EQ(row.free, (domain::Period{Day(2020, 1, 1), until}));
  EXPECT_FALSE(row.expected);
  EXPECT_EQ(row.unit_residents, std::nullopt) << "nobody shares it";
}

TEST_F(AvailabilityTest, OfASharedUnitItSaysWhoLivesThere) {
  std::mt19937 random(1);
  const domain::StockBatch stock = LoadRandom(random, 20);
  std::map<Uuid, int> living;
  for (const domain::Placement& placement : stock.placements) {
    if (placement.state != domain::PlacementState::kArrived) continue;
    const auto place = std::find_if(stock.places.begin(), stock.places.end(),
                                    [&](const Place& p) { return p.id == placement.place_id; });
    ++living[place->unit_id];
  }
  const auto rows = AskAll(Today());
  for (const AvailablePlace& row : rows) {
    const auto shared = std::count_if(stock.places.begin(), stock.places.end(),
                                      [&](const Place& place) { return place.unit_id == row.place.unit_id; });
    ASSERT_EQ(row.unit_residents.has_value(), shared > 1);
    if (!row.unit_residents) continue;
    const auto& counts = row.unit_residents->values;
    EXPECT_EQ(counts[0] + counts[1] + counts[2], living[row.place.unit_id]);
  }
}

// Two hundred questions, each in pages of several sizes.
TEST_F(AvailabilityTest, AnswersAsDayByDay) {
  std::mt19937 random(20260302);
  const domain::StockBatch stock = LoadRandom(random, 60);
  int found = 0;
  for (int round = 0; round < 200; ++round) {
    AvailablePlaceFilter filter = tests::RandomFilter(db_, random);
    std::vector<Uuid> fitting;
    for (const Place& place : stock.places) {
      if (tests::FitsDayByDay(stock, place, filter)) fitting.push_back(place.id);
    }
    std::sort(fitting.begin(), fitting.end());
    const std::vector<AvailablePlace> rows = AskAll(filter);
    ASSERT_EQ(Ids(rows), fitting) << "round " << round;
    EXPECT_EQ(Ids(AskAll(filter, 1 + round % 7)), fitting);
    std::vector<Uuid> certain;
    for (const AvailablePlace& row : rows) {
      EXPECT_TRUE(row.free.Contains(filter.period));
      if (!row.expected) certain.push_back(row.place.id);
    }
    filter.include_expected = false;
    EXPECT_EQ(Ids(AskAll(filter)), certain);
    found += static_cast<int>(fitting.size());
  }
  EXPECT_GT(found, 1000) << "the questions find something";
}

TEST_F(AvailabilityTest, FiguresAreThoseOfTheLists) {
  std::mt19937 random(7);
  LoadRandom(random, 60);
  int free = 0;
  int expected = 0;
  for (int round = 0; round < 40; ++round) {
    AvailablePlaceFilter filter = Today();
    filter.period.from = db_.today() + round;
    filter.period.until = filter.period.from + 1;
    if (round % 2 == 1) filter.resident_kind = domain::kAllResidentKinds[static_cast<size_t>(round) % 3];
    const auto figures = availability_.Count(db_.AsOtherProvider(), {.resident_kind = filter.resident_kind},
                                             filter.period.from);
    ASSERT_TRUE(figures.ok()) << figures.status();
    for (const domain::AvailabilityCount& count : figures->counts) {
      filter.programme_id = count.programme_id;
      filter.district = count.district;
      filter.include_expected = false;
      const auto listed = static_cast<int>(AskAll(filter).size());
      filter.include_expected = true;
      const auto with_expected = static_cast<int>(AskAll(filter).size());
      EXPECT_EQ(count.free, listed);
      EXPECT_EQ(count.expected, with_expected - listed);
      EXPECT_LE(count.free + count.expected, count.places);
      free += count.free;
      expected += count.expected;
    }
  }
  EXPECT_GT(free, 400);
  EXPECT_GT(expected, 100);
}

TEST_F(AvailabilityTest, FiguresAreFilteredByProgrammeAndDistrict) {
  const domain::Facility facility = db_.MakeFacility({.programme_id = "co-living", .district = "Centrum"});
  const domain::Unit unit = db_.MakeUnit({.facility_id = facility.id});
  db_.MakePlace({.unit_id = unit.id});
  db_.Take(db_.MakePlace({.unit_id = unit.id}),
           {.source = OccupancySource::kClosure, .period = {db_.today(), domain::kForever}});
  db_.MakePlace({.unit_id = unit.id, .withdrawn = true});
  db_.MakePlace();
  const auto counts = [&](const domain::AvailabilityFilter& filter) {
    return availability_.Count(db_.AsCoordinator(), filter, std::nullopt).value().counts;
  };
  EXPECT_EQ(counts({}).size(), 2u);
  EXPECT_EQ(counts({.resident_kind = ResidentKind::kYoungPerson}).size(), 1u) << "not for Co-Living";
  for (const auto& found : {counts({.programme_id = "co-living"}), counts({.district = "centrum"})}) {
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].programme_id, "co-living");
    EXPECT_EQ(found[0].district, "Centrum");
    EXPECT_EQ(found[0].places, 2);
    EXPECT_EQ(found[0].free, 1);
    EXPECT_EQ(found[0].expected, 0);
  }
}

TEST_F(AvailabilityTest, AProviderSeesItsOwn) {
  const Place own = db_.MakePlace();
  const domain::Facility foreign = db_.MakeFacility({.provider_id = db_.other_provider()});
  db_.MakePlace({.unit_id = db_.MakeUnit({.facility_id = foreign.id}).id});
  const auto rows =
      availability_.ListPlaces(db_.AsProvider(), {}, std::nullopt, std::nullopt, {}).value().rows;
  EXPECT_THAT(Ids(rows), ElementsAre(own.id));
  const AvailablePlaceFilter others{.provider_id = db_.other_provider()};
  EXPECT_EQ(availability_.ListPlaces(db_.AsProvider(), others, {}, {}, {}).status().code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(availability_.Calendar(db_.AsOtherProvider(), own.id, {}, {}).status().code(),
            absl::StatusCode::kPermissionDenied);
}

TEST_F(AvailabilityTest, WhatIsAskedLiesAheadAndInOrder) {
  const auto rule = [](const absl::Status& status) {
    const auto fields = runtime::DetailsOf(status).fields;
    return fields.empty() ? "none" : fields[0].field + " " + fields[0].rule;
  };
  const Day today = db_.today();
  const auto context = db_.AsCoordinator();
  EXPECT_EQ(rule(availability_.ListPlaces(context, {}, today - 1, {}, {}).status()), "from not-past");
  EXPECT_EQ(rule(availability_.ListPlaces(context, {}, today, today, {}).status()), "until order");
  EXPECT_EQ(rule(availability_.Count(context, {}, today - 1).status()), "on not-past");
  const Place place = db_.MakePlace();
  EXPECT_EQ(rule(availability_.Calendar(context, place.id, today, today).status()), "until order");
  EXPECT_EQ(rule(availability_.Calendar(context, place.id, today, today + 1200).status()), "until range");
  EXPECT_EQ(availability_.Calendar(context, Uuid{}, {}, {}).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(AvailabilityTest, ACalendarShowsWhatTakesThePlace) {
  const Place place = db_.MakePlace();
  const Day today = db_.today();
  const domain::Occupancy stay = db_.Take(
      place, {.source = OccupancySource::kPlacement, .period = {today + 5, today + 20}, .planned = true});
  const auto periods = availability_.Calendar(db_.AsProvider(), place.id, {}, {}).value();
  ASSERT_EQ(periods.size(), 3u);
  EXPECT_EQ(periods[1].use, domain::CalendarUse::kPlacement);
  EXPECT_EQ(periods[1].source_id, stay.source_id);
  EXPECT_EQ(periods[2].period, (domain::Period{today + 20, today + 90}));
  EXPECT_TRUE(periods[2].expected);
}

TEST_F(AvailabilityTest, ChangesOfStockAreSeenAtOnce) {
  const Place place = db_.MakePlace({.rent_cents = 70000});
  AvailablePlaceFilter filter = Today();
  filter.max_rent_cents = 60000;
  filter.furnished = true;
  filter.district = "Centrum";
  EXPECT_THAT(AskAll(filter), IsEmpty());
  ASSERT_TRUE(places_
                  .Update(db_.AsProvider(), place.id, tests::Always([](Place& p) {
                            p.rent_cents = 60000;
                            p.furnished = true;
                            p.name = "New";
                          }))
                  .ok());
  EXPECT_THAT(AskAll(filter), IsEmpty());
  const domain::Facilities facilities(db_.store(), db_.clock());
  ASSERT_TRUE(facilities
                  .Update(db_.AsProvider(), place.facility_id, tests::Always([](domain::Facility& f) {
                            f.district = "Centrum";
                            f.name = "Renamed";
                          }))
                  .ok());
  const auto rows = AskAll(filter);
  ASSERT_THAT(Ids(rows), ElementsAre(place.id));
  EXPECT_EQ(rows[0].place.name, "New");
  EXPECT_EQ(rows[0].facility_name, "Renamed");
  EXPECT_EQ(places_.Get(db_.AsProvider(), place.id).value().district, "Centrum");
  ASSERT_TRUE(
      places_.Update(db_.AsProvider(), place.id, tests::Always([](Place& p) { p.withdrawn = true; })).ok());
  EXPECT_THAT(AskAll(filter), IsEmpty());
}

TEST_F(AvailabilityTest, PagesStandStillWhileRowsComeAndGo) {
  std::vector<Place> places;
  const Uuid unit = db_.MakeUnit().id;
  for (int i = 0; i < 12; ++i) places.push_back(db_.MakePlace({.unit_id = unit}));
  const auto withdraw = [&](const Place& place, bool withdrawn) {
    ASSERT_TRUE(
        places_.Update(db_.AsProvider(), place.id, tests::Always([&](Place& p) { p.withdrawn = withdrawn; }))
            .ok());
  };
  withdraw(places[1], true);
  std::vector<Uuid> seen = Ids(Ask(Today(), {.size = 4}).rows);
  EXPECT_THAT(seen, ElementsAre(places[0].id, places[2].id, places[3].id, places[4].id));
  withdraw(places[1], false);
  withdraw(places[3], true);
  withdraw(places[6], true);
  const Place late = db_.MakePlace({.unit_id = unit});
  const auto second = Ask(Today(), {.size = 4, .after = seen.back()});
  EXPECT_THAT(Ids(second.rows), ElementsAre(places[5].id, places[7].id, places[8].id, places[9].id));
  const auto third = Ask(Today(), {.size = 4, .after = second.rows.back().place.id});
  EXPECT_THAT(Ids(third.rows), ElementsAre(places[10].id, places[11].id, late.id));
  EXPECT_FALSE(third.more);
}

TEST_F(AvailabilityTest, APageThatIsExactlyFullIsTheLast) {
  const Uuid unit = db_.MakeUnit().id;
  for (int i = 0; i < 3; ++i) db_.MakePlace({.unit_id = unit});
  EXPECT_FALSE(Ask(Today(), {.size = 3}).more);
  EXPECT_TRUE(Ask(Today(), {.size = 2}).more);
}

}  // namespace
}  // namespace boulevard::placements::store
