#include "services/placements/store/stock_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "services/placements/domain/facilities.h"
#include "services/placements/domain/places.h"
#include "services/placements/domain/programmes.h"
#include "services/placements/domain/providers.h"
#include "services/placements/domain/units.h"
#include "services/placements/store/test_codes.h"
#include "services/runtime/status/errors.h"
#include "tests/support/placements/placements_database.h"

// The use cases of the stock on a real database.
namespace boulevard::placements::store {
namespace {

using domain::Day;
using domain::Facilities;
using domain::Facility;
using domain::KindCounts;
using domain::OccupancySource;
using domain::Place;
using domain::Places;
using domain::Programme;
using domain::ResidentKind;
using domain::Unit;
using domain::Units;
using runtime::Uuid;

class StockTest : public ::testing::Test {
 protected:
  void ExpectField(const absl::Status& status, absl::StatusCode code, const std::string& field,
                   const std::string& rule) {
    EXPECT_EQ(status.code(), code) << status;
    const auto faults = runtime::DetailsOf(status).fields;
    ASSERT_EQ(faults.size(), 1u) << status;
    EXPECT_EQ(faults[0].field, field);
    EXPECT_EQ(faults[0].rule, rule);
  }

  // Begins today and goes on for a month.
  domain::Occupancy Stay(ResidentKind kind = ResidentKind::kStudent) {
    return {.source = OccupancySource::kPlacement,
            .period = {db_.today(), db_.today() + 30},
            .planned = true,
            .resident_kind = kind};
  }

  tests::PlacementsDatabase db_;
  const domain::Programmes programmes_{db_.store()};
  const domain::Providers providers_{db_.store(), db_.clock()};
  const Facilities facilities_{db_.store(), db_.clock()};
  const Units units_{db_.store(), db_.clock()};
  const Places places_{db_.store(), db_.clock()};
};

TEST_F(StockTest, ProgrammesKeepWhatTheyAreGiven) {
  Programme programme{.id = "jit-wonen",
                      .name = "JIT Wonen",
                      .guidance_level = domain::GuidanceLevel::kIntensive,
                      .minimum_age = 18,
                      .maximum_age = 23,
                      .resident_kinds = domain::ResidentKinds::FromBits(1),
                      .turnaround_days = 3,
                      .offer_hours = 48};
  ASSERT_TRUE(programmes_.Create(db_.AsAdmin(), programme).ok());
  ExpectField(programmes_.Create(db_.AsAdmin(), programme).status(), kTaken, "programme.id", "unique");
  ASSERT_TRUE(
      programmes_.Update(db_.AsAdmin(), "jit-wonen", tests::Always([](Programme& p) { p.closed = true; }))
          .ok());
  const Programme read = programmes_.Get(db_.AsAdmin(), "jit-wonen").value();
  EXPECT_EQ(read.name, "JIT Wonen");
  EXPECT_EQ(read.guidance_level, domain::GuidanceLevel::kIntensive);
  EXPECT_EQ(read.maximum_age, 23);
  EXPECT_EQ(read.resident_kinds.bits(), 1);
  EXPECT_EQ(read.turnaround_days, 3);
  EXPECT_EQ(read.offer_hours, 48);
  EXPECT_TRUE(read.closed);
  EXPECT_EQ(programmes_.Get(db_.AsAdmin(), "nothing").status().code(), kMissing);
}

TEST_F(StockTest, AProgrammesAgesAreInOrder) {
  const auto change =
      tests::Always([](Programme& programme) { programme.minimum_age = programme.maximum_age + 1; });
  ExpectField(programmes_.Update(db_.AsAdmin(), "foyer", change).status(), kInvalid, "programme.minimumAge",
              "order");
  EXPECT_EQ(programmes_.Get(db_.AsAdmin(), "foyer").value().minimum_age, 18);
}

TEST_F(StockTest, ProgrammesAreListedInPages) {
  const auto first = programmes_.List(db_.AsAdmin(), 1, "").value();
  ASSERT_EQ(first.rows.size(), 1u);
  EXPECT_TRUE(first.more);
  const auto second = programmes_.List(db_.AsAdmin(), 1, first.rows[0].id).value();
  EXPECT_EQ(second.rows[0].id, "foyer");
  EXPECT_FALSE(second.more);
}

TEST_F(StockTest, ProvidersAreChanged) {
  ASSERT_TRUE(providers_
                  .Update(db_.AsAdmin(), db_.provider(),
                          tests::Always([](domain::Provider& p) { p.contact_email = "verhuur@example.nl"; }))
                  .ok());
  const domain::Provider read = providers_.Get(db_.AsProvider(), db_.provider()).value();
  EXPECT_EQ(read.name, "DUWO");
  EXPECT_EQ(read.contact_email, "verhuur@example.nl");
  EXPECT_EQ(providers_.List(db_.AsOtherProvider(), {}).value().rows.size(), 2u);
  EXPECT_EQ(providers_.Update(db_.AsAdmin(), Uuid{}, tests::Always([](domain::Provider&) {})).status().code(),
            kMissing);
}

TEST_F(StockTest, AFacilityBelongsToTheProviderWhoMakesIt) {
  const Facility draft{
      .programme_id = "foyer", .name = "F", .address_line = "A 1", .city = "C", .district = "D"};
  EXPECT_EQ(facilities_.Create(db_.AsProvider(), draft).value().provider_id, db_.provider());
  Facility for_other = draft;
  for_other.provider_id = db_.other_provider();
  EXPECT_EQ(facilities_.Create(db_.AsProvider(), for_other).status().code(), kDenied);
  EXPECT_EQ(facilities_.Create(db_.AsAdmin(), for_other).value().provider_id, db_.other_provider());
  ExpectField(facilities_.Create(db_.AsAdmin(), draft).status(), kInvalid, "facility.providerId", "required");
}

TEST_F(StockTest, WhatAFacilityRefersToMustBeThere) {
  Facility draft{.programme_id = "nothing", .name = "F", .address_line = "A 1", .city = "C", .district = "D"};
  ExpectField(facilities_.Create(db_.AsProvider(), draft).status(), kInvalid, "facility.programmeId",
              "exists");
  draft.programme_id = "foyer";
  draft.provider_id = runtime::NewUuid(absl::Now());
  ExpectField(facilities_.Create(db_.AsAdmin(), draft).status(), kInvalid, "facility.providerId", "exists");
  ExpectField(units_.Create(db_.AsAdmin(), {.name = "U"}).status(), kInvalid, "unit.facilityId", "exists");
  ExpectField(places_.Create(db_.AsAdmin(), {.name = "P"}).status(), kInvalid, "place.unitId", "exists");
}

TEST_F(StockTest, SupervisionWindowsAreReplacedAsAWhole) {
  const std::vector<domain::SupervisionWindow> windows = {
      {domain::Weekday::kSaturday, "22:00", "06:00", "students of TU Delft"},
      {domain::Weekday::kFriday, "22:00", "06:00", ""}};
  const Facility facility = db_.MakeFacility({.supervision_windows = windows});
  EXPECT_EQ(facilities_.Get(db_.AsProvider(), facility.id).value().supervision_windows, windows);
  EXPECT_EQ(facilities_.List(db_.AsProvider(), {}, {}).value().rows[0].supervision_windows, windows);
  ASSERT_TRUE(facilities_
                  .Update(db_.AsProvider(), facility.id, tests::Always([](Facility& f) {
                            f.supervision_windows = {f.supervision_windows[1]};
                          }))
                  .ok());
  EXPECT_THAT(facilities_.Get(db_.AsProvider(), facility.id).value().supervision_windows,
              ::testing::ElementsAre(windows[1]));
}

TEST_F(StockTest, FacilitiesAreListedByFilterAndScope) {
  const Facility own = db_.MakeFacility({.programme_id = "co-living", .district = "Centrum"});
  const Facility second = db_.MakeFacility();
  const Facility foreign = db_.MakeFacility({.provider_id = db_.other_provider()});
  const auto ids = [&](const runtime::CallContext& context, const domain::FacilityFilter& filter) {
    std::vector<Uuid> found;
    const auto page = facilities_.List(context, filter, {}).value();
    for (const Facility& facility : page.rows) found.push_back(facility.id);
    return found;
  };
  using ::testing::ElementsAre;
  EXPECT_THAT(ids(db_.AsCoordinator(), {}), ElementsAre(own.id, second.id, foreign.id));
  EXPECT_THAT(ids(db_.AsProvider(), {}), ElementsAre(own.id, second.id));
  EXPECT_THAT(ids(db_.AsAdmin(), {.provider_id = db_.other_provider()}), ElementsAre(foreign.id));
  EXPECT_THAT(ids(db_.AsAdmin(), {.programme_id = "co-living"}), ElementsAre(own.id));
  EXPECT_THAT(ids(db_.AsAdmin(), {.district = "centrum"}), ElementsAre(own.id));
  EXPECT_EQ(facilities_.List(db_.AsProvider(), {.provider_id = db_.other_provider()}, {}).status().code(),
            kDenied);
}

TEST_F(StockTest, AProviderNeitherSeesNorChangesAnothersStock) {
  const Place place = db_.MakePlace();
  const auto other = db_.AsOtherProvider();
  EXPECT_EQ(facilities_.Get(other, place.facility_id).status().code(), kDenied);
  EXPECT_EQ(units_.Get(other, place.unit_id).status().code(), kDenied);
  EXPECT_EQ(places_.Get(other, place.id).status().code(), kDenied);
  EXPECT_EQ(facilities_.Update(other, place.facility_id, tests::Always([](Facility& f) { f.name = "X"; }))
                .status()
                .code(),
            kDenied);
  EXPECT_EQ(units_.Update(other, place.unit_id, tests::Always([](Unit& u) { u.name = "X"; })).status().code(),
            kDenied);
  EXPECT_EQ(places_.Update(other, place.id, tests::Always([](Place& p) { p.name = "X"; })).status().code(),
            kDenied);
  EXPECT_EQ(units_.Create(other, {.facility_id = place.facility_id, .name = "X"}).status().code(), kDenied);
  EXPECT_EQ(places_.Create(other, {.unit_id = place.unit_id, .name = "X"}).status().code(), kDenied);
  EXPECT_TRUE(units_.List(other, {.facility_id = place.facility_id}, {}).value().rows.empty());
  EXPECT_TRUE(places_.List(other, {.unit_id = place.unit_id}, {}).value().rows.empty());
  EXPECT_EQ(places_.Get(db_.AsProvider(), place.id).value().name, place.name);
}

TEST_F(StockTest, ReferencesAreUniqueWhereTheyHold) {
  const Facility facility = db_.MakeFacility({.reference = "7"});
  const Facility draft{.programme_id = "foyer",
                       .name = "F",
                       .reference = "7",
                       .address_line = "A 1",
                       .city = "C",
                       .district = "D"};
  ExpectField(facilities_.Create(db_.AsProvider(), draft).status(), kTaken, "facility.reference", "unique");
  EXPECT_TRUE(facilities_.Create(db_.AsOtherProvider(), draft).ok()) << "another provider's own number";

  const Unit unit = db_.MakeUnit({.facility_id = facility.id, .reference = "1"});
  const Unit second = db_.MakeUnit({.facility_id = facility.id});
  ExpectField(
      units_.Create(db_.AsProvider(), {.facility_id = facility.id, .name = "U", .reference = "1"}).status(),
      kTaken, "unit.reference", "unique");
  ExpectField(
      units_.Update(db_.AsProvider(), second.id, tests::Always([](Unit& u) { u.reference = "1"; })).status(),
      kTaken, "unit.reference", "unique");

  db_.MakePlace({.unit_id = unit.id, .reference = "A"});
  const Place none = db_.MakePlace({.unit_id = unit.id});
  db_.MakePlace({.unit_id = unit.id});
  ExpectField(places_.Create(db_.AsProvider(), {.unit_id = unit.id, .name = "P", .reference = "A"}).status(),
              kTaken, "place.reference", "unique");
  ExpectField(
      places_.Update(db_.AsProvider(), none.id, tests::Always([](Place& p) { p.reference = "A"; })).status(),
      kTaken, "place.reference", "unique");
}

TEST_F(StockTest, APlaceTakesAfterItsFacility) {
  const Facility facility = db_.MakeFacility({.programme_id = "co-living", .district = "Escamp"});
  const Unit unit = db_.MakeUnit({.facility_id = facility.id});
  const Place made = db_.MakePlace({.unit_id = unit.id, .rent_cents = 45000, .furnished = true});
  const Place read = places_.Get(db_.AsProvider(), made.id).value();
  EXPECT_EQ(read.facility_id, facility.id);
  EXPECT_EQ(read.provider_id, db_.provider());
  EXPECT_EQ(read.programme_id, "co-living");
  EXPECT_EQ(read.district, "Escamp");
  EXPECT_EQ(read.rent_cents, 45000);
  EXPECT_TRUE(read.furnished);
  EXPECT_FALSE(read.accessible);
  EXPECT_EQ(read.available_from, Day(2020, 1, 1));
  const auto listed =
      places_.List(db_.AsAdmin(), {.programme_id = "co-living", .facility_id = facility.id}, {});
  ASSERT_EQ(listed.value().rows.size(), 1u);
  EXPECT_EQ(listed.value().rows[0].id, made.id);
}

TEST_F(StockTest, AChangeTouchesOnlyWhatItNames) {
  const Place place = db_.MakePlace({.reference = "A", .rent_cents = 45000, .self_contained = true});
  ASSERT_TRUE(
      places_.Update(db_.AsProvider(), place.id, tests::Always([](Place& p) { p.rent_cents = 50000; })).ok());
  const Place read = places_.Get(db_.AsProvider(), place.id).value();
  EXPECT_EQ(read.rent_cents, 50000);
  EXPECT_EQ(read.reference, "A");
  EXPECT_TRUE(read.self_contained);
}

TEST_F(StockTest, ATakenPlaceIsNotWithdrawn) {
  const Place place = db_.MakePlace();
  db_.Take(place, Stay());
  const auto withdraw = tests::Always([](Place& p) { p.withdrawn = true; });
  EXPECT_EQ(places_.Update(db_.AsProvider(), place.id, withdraw).status().code(), absl::StatusCode::kAborted);
  EXPECT_FALSE(places_.Get(db_.AsProvider(), place.id).value().withdrawn);
  db_.clock().Advance(absl::Hours(24 * 40));
  EXPECT_EQ(places_.Update(db_.AsProvider(), place.id, withdraw).status().code(), absl::StatusCode::kAborted)
      << "nobody has departed";
}

TEST_F(StockTest, APlaceThatWasLeftOrClosedIsWithdrawn) {
  const Place place = db_.MakePlace();
  const Day today = db_.today();
  db_.Take(place, {.source = OccupancySource::kPlacement, .period = {today - 30, today}, .planned = false});
  db_.Take(place, {.source = OccupancySource::kClosure, .period = {today, today + 5}});
  EXPECT_TRUE(
      places_.Update(db_.AsProvider(), place.id, tests::Always([](Place& p) { p.withdrawn = true; })).ok());
}

TEST_F(StockTest, APlaceIsAvailableBeforeItIsLivedIn) {
  const Place place = db_.MakePlace();
  const domain::Occupancy stay = db_.Take(place, Stay());
  const auto move_to = [&](Day day) {
    return places_
        .Update(db_.AsProvider(), place.id, tests::Always([day](Place& p) { p.available_from = day; }))
        .status()
        .code();
  };
  EXPECT_EQ(move_to(stay.period.from + 1), absl::StatusCode::kAborted);
  EXPECT_EQ(move_to(stay.period.from), absl::StatusCode::kOk);
}

// Sets one field of a thing again and again; each time what it set before must still stand.
template <typename Thing, typename Cases>
void SetAgainAndAgain(const runtime::CallContext& context, const Cases& cases, const Uuid& id,
                      std::string Thing::*field) {
  std::string before = cases.Get(context, id).value().*field;
  for (int i = 1; i <= 40; ++i) {
    const std::string value = std::to_string(i);
    const auto change = tests::Always([&](Thing& thing) {
      EXPECT_EQ(thing.*field, before);
      thing.*field = value;
    });
    absl::Status status = cases.Update(context, id, change).status();
    while (status.code() == absl::StatusCode::kAborted) status = cases.Update(context, id, change).status();
    EXPECT_TRUE(status.ok()) << status;
    before = value;
  }
}

TEST_F(StockTest, ChangesOfTwoFieldsAtTheSameTimeAreBothKept) {
  const Place place = db_.MakePlace();
  const runtime::CallContext admin = db_.AsAdmin();
  std::thread names([&] {
    SetAgainAndAgain(admin, places_, place.id, &Place::name);
    SetAgainAndAgain(admin, units_, place.unit_id, &Unit::name);
    SetAgainAndAgain(admin, facilities_, place.facility_id, &Facility::name);
    SetAgainAndAgain(admin, providers_, db_.provider(), &domain::Provider::name);
  });
  SetAgainAndAgain(admin, places_, place.id, &Place::reference);
  SetAgainAndAgain(admin, units_, place.unit_id, &Unit::reference);
  SetAgainAndAgain(admin, facilities_, place.facility_id, &Facility::district);
  SetAgainAndAgain(admin, providers_, db_.provider(), &domain::Provider::contact_email);
  names.join();
}

// The district of a place is that of its facility, also when both come about at the same time.
TEST_F(StockTest, ANewPlaceHasTheDistrictThatItsFacilityGetsMeanwhile) {
  const Unit unit = db_.MakeUnit();
  std::thread moving([&] {
    for (int i = 1; i <= 20; ++i) {
      const auto move = tests::Always([i](Facility& f) { f.district = std::to_string(i); });
      absl::Status status = facilities_.Update(db_.AsAdmin(), unit.facility_id, move).status();
      EXPECT_TRUE(status.ok()) << status;
    }
  });
  for (int i = 0; i < 20; ++i) db_.MakePlace({.unit_id = unit.id});
  moving.join();
  const auto made = places_.List(db_.AsAdmin(), {.unit_id = unit.id}, {}).value();
  ASSERT_EQ(made.rows.size(), 20u);
  for (const Place& place : made.rows) EXPECT_EQ(place.district, "20");
}

TEST_F(StockTest, QuotasDoNotGoBelowThoseWhoLiveThere) {
  const Unit unit = db_.MakeUnit();
  db_.Take(db_.MakePlace({.unit_id = unit.id}), Stay());
  db_.Take(db_.MakePlace({.unit_id = unit.id}), Stay());
  const auto set = [&](int students) {
    return units_.Update(db_.AsProvider(), unit.id, tests::Always([students](Unit& u) {
                           u.quotas = KindCounts{};
                           (*u.quotas)[ResidentKind::kStudent] = students;
                         }));
  };
  const absl::Status refused = set(1).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  ASSERT_EQ(runtime::DetailsOf(refused).rules.size(), 1u);
  EXPECT_EQ(runtime::DetailsOf(refused).rules[0].rule, "unit-quota");
  EXPECT_EQ(units_.Get(db_.AsProvider(), unit.id).value().quotas, std::nullopt);
  ASSERT_TRUE(set(2).ok());
  EXPECT_EQ(units_.Get(db_.AsProvider(), unit.id).value().quotas->values, (std::array{0, 0, 2}));
}

}  // namespace
}  // namespace boulevard::placements::store
