#include "tests/support/placements/placements_database.h"

#include <cstdlib>
#include <iostream>
#include <utility>

#include "services/placements/domain/facilities.h"
#include "services/placements/domain/free_periods.h"
#include "services/placements/domain/places.h"
#include "services/placements/domain/providers.h"
#include "services/placements/domain/units.h"
#include "services/placements/schema/migrations.h"
#include "services/runtime/db/migrator.h"
#include "services/runtime/status/macros.h"
#include "tests/support/must.h"

namespace boulevard::tests {
namespace {

namespace domain = placements::domain;

constexpr int kConnections = 8;
constexpr domain::Day kLongAgo = domain::Day(2020, 1, 1);

absl::Time Noon() {
  return absl::FromCivil(absl::CivilHour(2026, 3, 2, 11), absl::UTCTimeZone());
}

domain::ResidentKinds Kinds(std::initializer_list<domain::ResidentKind> kinds) {
  domain::ResidentKinds set;
  for (const domain::ResidentKind kind : kinds) set.Add(kind);
  return set;
}

}  // namespace

PlacementsDatabase::PlacementsDatabase()
    : clock_(Noon()),
      pool_(Must(runtime::db::ConnectOptions::Parse(database_.url())), kConnections, metrics_),
      store_(pool_) {
  Must(runtime::db::Migrate(pool_, placements::schema::Migrations(), Soon()));
  Seed();
}

void PlacementsDatabase::Seed() {
  Must(store_.InTransaction(Soon(), [](domain::Tables& tables) -> absl::Status {
    RETURN_IF_ERROR(tables.stock.Insert(domain::Programme{.id = "foyer",
                                                          .name = "De Haagse Foyer",
                                                          .guidance_level = domain::GuidanceLevel::kModerate,
                                                          .resident_kinds = domain::ResidentKinds::All()}));
    return tables.stock.Insert(domain::Programme{
        .id = "co-living",
        .name = "Co-Living",
        .guidance_level = domain::GuidanceLevel::kLight,
        .resident_kinds = Kinds({domain::ResidentKind::kStatusHolder, domain::ResidentKind::kStudent}),
        .turnaround_days = 2});
  }));
  const domain::Providers providers(store_, clock_);
  provider_ = Must(providers.Create(AsAdmin(), {.name = "DUWO"})).id;
  other_provider_ = Must(providers.Create(AsAdmin(), {.name = "Staedion"})).id;
}

runtime::CallContext PlacementsDatabase::As(runtime::Role role,
                                            std::optional<runtime::Uuid> provider_id) const {
  runtime::CallContext context;
  context.deadline = Soon();
  context.principal = {.subject = "test", .role = role, .provider_id = provider_id};
  return context;
}

domain::Facility PlacementsDatabase::MakeFacility(domain::Facility draft) {
  if (draft.provider_id.IsNil()) draft.provider_id = provider_;
  if (draft.programme_id.empty()) draft.programme_id = "foyer";
  if (draft.name.empty()) draft.name = "Leeghwaterplein";
  if (draft.district.empty()) draft.district = "Laak";
  draft.address_line = "Leeghwaterplein 1";
  draft.city = "Den Haag";
  return Must(domain::Facilities(store_, clock_).Create(AsAdmin(), draft));
}

domain::Unit PlacementsDatabase::MakeUnit(domain::Unit draft) {
  if (draft.facility_id.IsNil()) draft.facility_id = MakeFacility().id;
  if (draft.name.empty()) draft.name = "First floor";
  return Must(domain::Units(store_, clock_).Create(AsAdmin(), draft));
}

domain::Place PlacementsDatabase::MakePlace(domain::Place draft) {
  if (draft.unit_id.IsNil()) draft.unit_id = MakeUnit().id;
  if (draft.name.empty()) draft.name = "12B";
  if (draft.available_from == domain::Day()) draft.available_from = kLongAgo;
  return Must(domain::Places(store_, clock_).Create(AsAdmin(), draft));
}

domain::Occupancy PlacementsDatabase::Take(const domain::Place& place, domain::Occupancy occupancy) {
  occupancy.place_id = place.id;
  occupancy.unit_id = place.unit_id;
  if (occupancy.source_id.IsNil()) occupancy.source_id = runtime::NewUuid(clock_.Now());
  if (occupancy.busy_until < occupancy.period.until) occupancy.busy_until = occupancy.period.until;
  Must(store_.InTransaction(Soon(), [&](domain::Tables& tables) -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<domain::Place> places,
                     tables.bookings.LockPlaces(std::span(&place.id, 1)));
    ASSIGN_OR_RETURN(const std::vector<domain::Unit> units,
                     tables.bookings.LockUnits(std::span(&place.unit_id, 1)));
    RETURN_IF_ERROR(tables.bookings.Insert(occupancy));
    return RefreshFreePeriods(tables, places.front(), units.front(), today());
  }));
  return occupancy;
}

}  // namespace boulevard::tests
