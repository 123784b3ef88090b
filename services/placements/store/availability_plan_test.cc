#include <gtest/gtest.h>

#include <random>
#include <string>

#include "services/placements/domain/bulk.h"
#include "services/placements/store/availability_tables.h"
#include "tests/support/placements/placements_database.h"

// That a page costs what it shows: counted in the rows that the server reads, not in time.
namespace boulevard::placements::store {
namespace {

using domain::AvailablePlaceFilter;
using domain::StockBatch;

constexpr int kPlaces = 6000;
constexpr int kPageSize = 50;

// A unit of two for each facility; one place in four is lived in, and each second facility is elsewhere.
StockBatch Stock(const tests::PlacementsDatabase& db) {
  StockBatch stock;
  for (int i = 0; i < kPlaces; ++i) {
    const runtime::Uuid id = runtime::NewUuid(absl::Now());
    if (i % 2 == 0) {
      stock.facilities.push_back({.id = id,
                                  .provider_id = i % 8 == 0 ? db.other_provider() : db.provider(),
                                  .programme_id = i % 16 == 0 ? "co-living" : "foyer",
                                  .name = "F",
                                  .district = i % 4 == 0 ? "Laak" : "Escamp"});
      stock.units.push_back({.id = id, .facility_id = id, .name = "U"});
    }
    const domain::Facility& facility = stock.facilities.back();
    stock.places.push_back({.id = id,
                            .unit_id = stock.units.back().id,
                            .facility_id = facility.id,
                            .provider_id = facility.provider_id,
                            .programme_id = facility.programme_id,
                            .district = facility.district,
                            .name = "P",
                            .furnished = i % 3 == 0,
                            .available_from = db.today() - 100});
    if (i % 4 != 3) continue;
    stock.applications.push_back({.id = id, .young_person_id = id, .birth_date = domain::Day(2005, 1, 1)});
    stock.placements.push_back({.id = id,
                                .place_id = id,
                                .application_id = id,
                                .young_person_id = id,
                                .state = domain::PlacementState::kArrived,
                                .period = {db.today() - 10, db.today() + 10}});
  }
  return stock;
}

class AvailabilityPlanTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    db_ = new tests::PlacementsDatabase;
    const absl::Status loaded =
        LoadStock(db_->store(), db_->clock(), absl::Now() + absl::Seconds(60), Stock(*db_));
    ASSERT_TRUE(loaded.ok()) << loaded;
  }
  static void TearDownTestSuite() { delete db_; }

  // Rows read on the server, by key or one after the other, for the page after a place in the middle.
  int64_t RowsReadFor(AvailablePlaceFilter filter) {
    filter.period = {db_->today() + 30, db_->today() + 60};
    int64_t rows_read = 0;
    const absl::Status run =
        db_->pool().Run(absl::Now() + absl::Seconds(60), [&](runtime::db::Session& session) -> absl::Status {
          MysqlAvailabilityTables tables(session);
          auto half = tables.ListAvailablePlaces(filter, {.size = 300});
          if (!half.ok()) return half.status();
          const int64_t before = RowsRead(session);
          auto page =
              tables.ListAvailablePlaces(filter, {.size = kPageSize, .after = half->rows.back().place.id});
          if (!page.ok()) return page.status();
          EXPECT_EQ(page->rows.size(), static_cast<size_t>(kPageSize));
          rows_read = RowsRead(session) - before;
          return absl::OkStatus();
        });
    EXPECT_TRUE(run.ok()) << run;
    return rows_read;
  }

  static int64_t RowsRead(runtime::db::Session& session) {
    int64_t rows = 0;
    EXPECT_TRUE(session
                    .Query("SHOW SESSION STATUS LIKE 'Handler_read_%'", {},
                           [&](const runtime::db::Row& row) { rows += std::stoll(row.String(1)); })
                    .ok());
    return rows;
  }

  static tests::PlacementsDatabase* db_;
};

tests::PlacementsDatabase* AvailabilityPlanTest::db_ = nullptr;

// A row of the list: itself, its unit, facility and provider.
constexpr int64_t kLookups = 4 * (kPageSize + 2);

TEST_F(AvailabilityPlanTest, WhatLeadsAnIndexIsNotSearchedFor) {
  EXPECT_LE(RowsReadFor({}), kLookups);
  EXPECT_LE(RowsReadFor({.provider_id = db_->other_provider()}), kLookups);
  EXPECT_LE(RowsReadFor({.programme_id = "co-living"}), kLookups);
  EXPECT_LE(RowsReadFor({.district = "Laak"}), kLookups);
}

TEST_F(AvailabilityPlanTest, OtherFiltersSkipWhatDoesNotFit) {
  EXPECT_LE(RowsReadFor({.furnished = true}), kLookups + 3 * kPageSize);
  EXPECT_LE(RowsReadFor({.resident_kind = domain::ResidentKind::kYoungPerson}), 2 * kLookups);
  EXPECT_LE(RowsReadFor({.programme_id = "foyer", .district = "Escamp", .max_rent_cents = 100}),
            kLookups + 2 * kPageSize);
}

TEST_F(AvailabilityPlanTest, WhatIsExpectedCostsASecondWalk) {
  EXPECT_LE(RowsReadFor({.include_expected = true}), 3 * kLookups);
  EXPECT_LE(RowsReadFor({.provider_id = db_->provider(), .include_expected = true}), 3 * kLookups);
}

}  // namespace
}  // namespace boulevard::placements::store
