#include "tests/support/placements/booking_scene.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/placements/domain/conflicts.h"
#include "services/placements/domain/free_periods.h"
#include "services/placements/domain/reading.h"
#include "services/placements/domain/units.h"
#include "tests/support/must.h"

namespace boulevard::tests {
namespace {

using namespace placements::domain;  // NOLINT(google-build-using-namespace): a scene is about nothing else
using runtime::Uuid;

template <typename Function>
auto Read(Store& store, Function read) {
  return Must(ReadFrom(store, Soon(), read));
}

void FindClashes(const std::vector<Occupancy>& of_place, std::vector<std::string>& faults) {
  for (const Occupancy& occupancy : of_place) {
    const absl::Status clash = CheckClash(occupancy, of_place);
    if (!clash.ok()) faults.push_back(absl::StrCat("taken twice: ", std::string(clash.message())));
  }
}

void FindExceeded(const Unit& unit, const std::vector<Occupancy>& of_unit, std::vector<std::string>& faults) {
  if (!unit.quotas) return;
  for (const ResidentKind kind : kAllResidentKinds) {
    const int most = MostAtOnce(of_unit, kind, {kBeginning, kForever});
    if (most > (*unit.quotas)[kind]) faults.push_back(absl::StrCat("quota exceeded: ", most));
  }
}

struct StoredPeriod {
  Period period;
  bool expected = false;
  int audience = 0;
  friend bool operator==(const StoredPeriod&, const StoredPeriod&) = default;
};

// By place, in the order of ComputeFreePeriods.
std::map<Uuid, std::vector<StoredPeriod>> StoredPeriods(runtime::db::Pool& pool) {
  std::map<Uuid, std::vector<StoredPeriod>> stored;
  const absl::Status read = pool.Run(Soon(), [&](runtime::db::Session& session) {
    return session
        .Query(
            "SELECT place_id, free_from, free_until, expected, audience FROM free_periods ORDER BY place_id, "
            "free_from, free_until, expected",
            {},
            [&](const runtime::db::Row& row) {
              stored[row.Id(0)].push_back(
                  {{row.Day(1), row.Day(2)}, row.Bool(3), static_cast<int>(row.Int(4))});
            })
        .status();
  });
  Must(read.ok() ? absl::StatusOr<bool>(true) : read);
  return stored;
}

bool SamePeriods(const std::vector<FreePeriod>& computed, const std::vector<StoredPeriod>& stored) {
  return std::equal(computed.begin(), computed.end(), stored.begin(), stored.end(),
                    [](const FreePeriod& a, const StoredPeriod& b) {
                      return a.period == b.period && a.expected == b.expected &&
                             ((a.listed ? 1 : 0) | a.kinds.bits() << 1) == b.audience;
                    });
}

}  // namespace

Application BookingScene::Submitted(ResidentKind kind, const std::string& programme_id) {
  return Must(applications.Create(db.AsCoordinator(), {.young_person_id = runtime::NewUuid(absl::Now()),
                                                       .birth_date = Day(2005, 6, 1),
                                                       .resident_kind = kind,
                                                       .guidance_level = GuidanceLevel::kLight,
                                                       .programme_id = programme_id}));
}

Application BookingScene::Applicant(ResidentKind kind, const std::string& programme_id) {
  return Admitted(Submitted(kind, programme_id));
}

Application BookingScene::Admitted(const Application& submitted) {
  Must(applications.Assess(db.AsCoordinator(), submitted.id));
  return Must(applications.Admit(db.AsCoordinator(), submitted.id));
}

Application BookingScene::AppliesAgain(const Uuid& young_person_id, const std::string& programme_id) {
  return Admitted(Must(applications.Create(db.AsCoordinator(), {.young_person_id = young_person_id,
                                                                .birth_date = Day(2005, 6, 1),
                                                                .resident_kind = ResidentKind::kStudent,
                                                                .guidance_level = GuidanceLevel::kLight,
                                                                .programme_id = programme_id})));
}

OfferDraft BookingScene::DraftFor(const Uuid& place_id, const Period& period, ResidentKind kind) {
  const Place place = Read(db.store(), [&](Tables& tables) { return tables.stock.GetPlace(place_id); });
  return {.application_id = Applicant(kind, place.programme_id).id, .place_id = place_id, .period = period};
}

Offer BookingScene::Offered(const Uuid& place_id, const Period& period, ResidentKind kind) {
  return Must(offers.Create(db.AsCoordinator(), DraftFor(place_id, period, kind)));
}

Placement BookingScene::Confirmed(const Uuid& place_id, const Period& period, ResidentKind kind) {
  return Must(offers.Accept(db.AsCoordinator(), Offered(place_id, period, kind).id));
}

Placement BookingScene::Arrived(const Uuid& place_id, Day until, ResidentKind kind) {
  return Must(stays.Arrive(db.AsCoordinator(), Confirmed(place_id, {db.today(), until}, kind).id));
}

std::vector<Place> BookingScene::SharedUnit(int quota) {
  KindCounts quotas;
  quotas[ResidentKind::kStudent] = quota;
  quotas[ResidentKind::kStatusHolder] = quota;
  const Unit unit =
      db.MakeUnit({.facility_id = db.MakeFacility({.programme_id = "co-living"}).id, .quotas = quotas});
  std::vector<Place> places;
  for (int i = 0; i < 2 * quota; ++i) places.push_back(db.MakePlace({.unit_id = unit.id}));
  return places;
}

void BookingScene::Later(int days) {
  db.clock().Advance(days * absl::Hours(24));
}

std::vector<Occupancy> BookingScene::TakenIn(const Place& place) {
  return Read(db.store(),
              [&](Tables& tables) { return tables.bookings.OccupanciesOfPlace(place.id, kBeginning); });
}

KindCounts BookingScene::ResidentsOf(const Uuid& unit_id) {
  return Read(db.store(), [&](Tables& tables) { return tables.stock.GetUnit(unit_id); }).residents;
}

std::vector<std::string> BookingScene::Faults() {
  std::vector<std::string> faults;
  const Page all = {.size = 10'000};
  std::map<Uuid, std::vector<StoredPeriod>> stored = StoredPeriods(db.pool());
  for (const Unit& unit : Must(Units(db.store(), db.clock()).List(db.AsAdmin(), {}, all)).rows) {
    const auto of_unit = Read(
        db.store(), [&](Tables& tables) { return tables.bookings.OccupanciesOfUnit(unit.id, kBeginning); });
    FindExceeded(unit, of_unit, faults);
    KindCounts residents;
    for (const Place& place :
         Read(db.store(), [&](Tables& tables) { return tables.bookings.PlacesOfUnit(unit.id); })) {
      const std::vector<Occupancy> of_place = TakenIn(place);
      FindClashes(of_place, faults);
      if (!SamePeriods(ComputeFreePeriods(place, unit.quotas, of_place, of_unit, db.today()),
                       stored[place.id])) {
        faults.push_back(absl::StrCat("free periods are not those of the place ", place.id.ToString()));
      }
      const auto living =
          Read(db.store(), [&](Tables& tables) { return tables.bookings.ArrivedPlacementIn(place.id); });
      if (living) ++residents[living->resident_kind];
    }
    if (residents != unit.residents) faults.push_back("residents are not counted");
  }
  return faults;
}

}  // namespace boulevard::tests
