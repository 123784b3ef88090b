#include "tests/support/placements/random_stock.h"

#include <algorithm>
#include <array>
#include <string>

namespace boulevard::tests {
namespace {

using placements::domain::AvailablePlaceFilter;
using placements::domain::Day;
using placements::domain::KindCounts;
using placements::domain::Place;
using placements::domain::Placement;
using placements::domain::PlacementState;
using placements::domain::ResidentKind;
using placements::domain::StockBatch;
using placements::domain::Unit;

constexpr std::array<const char*, 3> kDistricts = {"Centrum", "Laak", "Escamp"};
constexpr std::array<const char*, 2> kProgrammes = {"foyer", "co-living"};
constexpr int kCoLivingTurnaround = 2;

class Maker {
 public:
  Maker(const PlacementsDatabase& db, std::mt19937& random) : db_(db), random_(random), today_(db.today()) {}

  int Pick(int from, int until) { return std::uniform_int_distribution<int>(from, until)(random_); }
  bool OneIn(int n) { return Pick(1, n) == 1; }
  template <typename List>
  auto PickFrom(const List& list) {
    return list[static_cast<size_t>(Pick(0, static_cast<int>(list.size()) - 1))];
  }
  ResidentKind PickKind() { return PickFrom(placements::domain::kAllResidentKinds); }

  void AddUnit(StockBatch& stock) {
    if (stock.facilities.empty() || OneIn(3)) AddFacility(stock);
    Unit& unit = stock.units.emplace_back();
    unit.id = NewId();
    unit.facility_id = stock.facilities.back().id;
    unit.name = "U";
    if (OneIn(2)) {
      unit.quotas = KindCounts{};
      for (int& quota : unit.quotas->values) quota = Pick(0, 2);
    }
    for (int places = Pick(1, 4); places > 0; --places) AddPlace(stock);
  }

 private:
  runtime::Uuid NewId() { return runtime::NewUuid(absl::Now()); }

  void AddFacility(StockBatch& stock) {
    stock.facilities.push_back({.id = NewId(),
                                .provider_id = OneIn(3) ? db_.other_provider() : db_.provider(),
                                .programme_id = PickFrom(kProgrammes),
                                .name = "F",
                                .address_line = "A 1",
                                .city = "Den Haag",
                                .district = PickFrom(kDistricts)});
  }

  void AddPlace(StockBatch& stock) {
    const auto& facility = stock.facilities.back();
    stock.places.push_back({.id = NewId(),
                            .unit_id = stock.units.back().id,
                            .facility_id = facility.id,
                            .provider_id = facility.provider_id,
                            .programme_id = facility.programme_id,
                            .district = facility.district,
                            .name = "P",
                            .rent_cents = Pick(3, 8) * 10000,
                            .furnished = OneIn(2),
                            .accessible = OneIn(3),
                            .self_contained = OneIn(2),
                            .available_from = today_ + (OneIn(4) ? Pick(1, 40) : -200)});
    Place& place = stock.places.back();
    Day free_from = std::max(place.available_from, today_ - 60);
    while (OneIn(2)) free_from = AddStayOrClosure(stock, place, free_from + Pick(0, 30));
    if (free_from <= today_ && OneIn(5)) place.withdrawn = true;
  }

  // Gives the first day that the place is free again.
  Day AddStayOrClosure(StockBatch& stock, const Place& place, Day from) {
    const Day until = from + Pick(1, 50);
    if (OneIn(4)) {
      stock.closures.push_back({.id = NewId(), .place_id = place.id, .period = {from, until}});
      return until;
    }
    const runtime::Uuid person = NewId();
    stock.applications.push_back({.id = NewId(),
                                  .young_person_id = person,
                                  .birth_date = Day(2004, 5, 6),
                                  .resident_kind = PickKind(),
                                  .guidance_level = placements::domain::GuidanceLevel::kLight,
                                  .programme_id = place.programme_id,
                                  .state = placements::domain::ApplicationState::kPlaced});
    const PlacementState state = from > today_                  ? PlacementState::kConfirmed
                                 : until <= today_ && !OneIn(4) ? PlacementState::kDeparted
                                                                : PlacementState::kArrived;
    stock.placements.push_back({.id = NewId(),
                                .place_id = place.id,
                                .application_id = stock.applications.back().id,
                                .young_person_id = person,
                                .resident_kind = stock.applications.back().resident_kind,
                                .state = state,
                                .period = {from, until}});
    return until + (place.programme_id == kProgrammes[1] ? kCoLivingTurnaround : 0);
  }

  const PlacementsDatabase& db_;
  std::mt19937& random_;
  const Day today_;
};

const Place& PlaceOf(const StockBatch& stock, const runtime::Uuid& id) {
  return *std::find_if(stock.places.begin(), stock.places.end(), [&](const Place& p) { return p.id == id; });
}

bool TakenOn(const StockBatch& stock, const Place& place, Day day) {
  const int turnaround = place.programme_id == kProgrammes[1] ? kCoLivingTurnaround : 0;
  return std::any_of(stock.placements.begin(), stock.placements.end(),
                     [&](const Placement& stay) {
                       return stay.place_id == place.id && stay.period.from <= day &&
                              day < stay.period.until + turnaround;
                     }) ||
         std::any_of(stock.closures.begin(), stock.closures.end(), [&](const auto& closure) {
           return closure.place_id == place.id && closure.period.from <= day && day < closure.period.until;
         });
}

bool RoomOn(const StockBatch& stock, const Unit& unit, ResidentKind kind, Day day) {
  if (!unit.quotas) return true;
  const auto count =
      std::count_if(stock.placements.begin(), stock.placements.end(), [&](const Placement& stay) {
        return stay.resident_kind == kind && stay.period.from <= day && day < stay.period.until &&
               PlaceOf(stock, stay.place_id).unit_id == unit.id;
      });
  return count < (*unit.quotas)[kind];
}

bool RoomThroughout(const StockBatch& stock, const Place& place, ResidentKind kind,
                    const placements::domain::Period& period) {
  const Unit& unit = *std::find_if(stock.units.begin(), stock.units.end(),
                                   [&](const Unit& other) { return other.id == place.unit_id; });
  for (Day day = period.from; day < period.until; ++day) {
    if (!RoomOn(stock, unit, kind, day)) return false;
  }
  return true;
}

bool FitsFeatures(const Place& place, const AvailablePlaceFilter& filter) {
  return !place.withdrawn && filter.provider_id.value_or(place.provider_id) == place.provider_id &&
         (filter.programme_id.empty() || filter.programme_id == place.programme_id) &&
         (filter.district.empty() || filter.district == place.district) &&
         place.rent_cents <= filter.max_rent_cents.value_or(place.rent_cents) &&
         filter.accessible.value_or(place.accessible) == place.accessible &&
         filter.furnished.value_or(place.furnished) == place.furnished &&
         filter.self_contained.value_or(place.self_contained) == place.self_contained;
}

}  // namespace

StockBatch RandomStock(const PlacementsDatabase& db, std::mt19937& random, int units) {
  Maker maker(db, random);
  StockBatch stock;
  for (int i = 0; i < units; ++i) maker.AddUnit(stock);
  return stock;
}

bool FitsDayByDay(const StockBatch& stock, const Place& place, const AvailablePlaceFilter& filter) {
  if (!FitsFeatures(place, filter)) return false;
  for (Day day = filter.period.from; day < filter.period.until; ++day) {
    if (day < place.available_from || TakenOn(stock, place, day)) return false;
  }
  if (filter.resident_kind) {
    if (*filter.resident_kind == ResidentKind::kYoungPerson && place.programme_id == kProgrammes[1])
      return false;
    return RoomThroughout(stock, place, *filter.resident_kind, filter.period);
  }
  const auto& kinds = placements::domain::kAllResidentKinds;
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](ResidentKind kind) { return RoomThroughout(stock, place, kind, filter.period); });
}

AvailablePlaceFilter RandomFilter(const PlacementsDatabase& db, std::mt19937& random) {
  Maker maker(db, random);
  AvailablePlaceFilter filter{.include_expected = true};
  filter.period.from = db.today() + maker.Pick(0, 60);
  filter.period.until = filter.period.from + maker.Pick(1, 30);
  if (maker.OneIn(4)) filter.provider_id = db.provider();
  if (maker.OneIn(4)) filter.programme_id = maker.PickFrom(kProgrammes);
  if (maker.OneIn(4)) filter.district = maker.PickFrom(kDistricts);
  if (maker.OneIn(4)) filter.max_rent_cents = maker.Pick(3, 8) * 10000;
  if (maker.OneIn(3)) filter.resident_kind = maker.PickKind();
  if (maker.OneIn(6)) filter.accessible = maker.OneIn(2);
  if (maker.OneIn(6)) filter.furnished = maker.OneIn(2);
  if (maker.OneIn(6)) filter.self_contained = maker.OneIn(2);
  return filter;
}

}  // namespace boulevard::tests
