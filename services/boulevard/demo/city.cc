#include "services/boulevard/demo/city.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "services/boulevard/demo/applicants.h"
#include "services/boulevard/demo/catalogue.h"
#include "services/boulevard/demo/dice.h"
#include "services/boulevard/demo/ids.h"
#include "services/boulevard/demo/residents.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::demo {

using namespace placements::domain;  // NOLINT(google-build-using-namespace): the words of the domain

namespace {

using runtime::AbslView;

// Some ten thousand places with those who have left; a million would only be slower to load with them.
constexpr int kCitiesWithHistory = 27;
constexpr int kDaysInStock = 1100;

// How many places each unit of each facility gets: those of a whole city, or, of a smaller one, units dealt
// out to the facilities in turn, so that every programme has some.
std::vector<std::vector<int>> PlacesOfUnits(int places) {
  const auto plans = FacilityPlans();
  std::vector<std::vector<int>> units(plans.size());
  for (int round = 0; places > 0; ++round) {
    for (size_t i = 0; i < plans.size() && places > 0; ++i) {
      if (round >= plans[i].units) continue;
      units[i].push_back(std::min(places, plans[i].places_per_unit));
      places -= units[i].back();
    }
  }
  return units;
}

class CityMaker {
 public:
  CityMaker(const Recipe& recipe, int city)
      : recipe_(recipe),
        city_(city),
        dice_(recipe.seed, 1000 + static_cast<uint64_t>(city)),
        ids_(recipe.seed, city),
        providers_(Providers(recipe)),
        residents_(recipe.today, city < kCitiesWithHistory, dice_, ids_, made_) {
    for (Programme& programme : Programmes()) programmes_.emplace(programme.id, programme);
  }

  City Make() {
    const int places = std::min(kPlacesPerCity, recipe_.places - city_ * kPlacesPerCity);
    const auto units = PlacesOfUnits(places);
    for (size_t i = 0; i < units.size(); ++i) {
      if (!units[i].empty()) AddFacility(i, units[i]);
    }
    if (city_ == 0) {
      for (const Programme& programme : Programmes()) {
        AddApplicants(programme, recipe_.today, dice_, ids_, made_.stock.applications);
      }
    }
    return std::move(made_);
  }

 private:
  void AddFacility(size_t index, const std::vector<int>& places_of_units) {
    const FacilityPlan& plan = FacilityPlans()[index];
    const auto districts = Districts();
    const std::string suffix = city_ == 0 ? "" : absl::StrCat(" ", city_ + 1);
    Facility facility{.id = ids_.Next(Kind::kFacility), .provider_id = providers_[plan.provider].id};
    facility.programme_id = plan.programme_id;
    facility.name = absl::StrCat(AbslView(plan.name), suffix, " (demo)");
    facility.reference = absl::StrCat(AbslView(plan.reference), "-", city_ + 1);
    facility.address_line = absl::StrCat(AbslView(plan.street), " ", 9001 + city_);
    facility.postcode = plan.postcode;
    facility.city = "Den Haag";
    // The locations of the first city are where they are; those of the others are everywhere.
    facility.district =
        city_ == 0 ? plan.district : districts[(index + static_cast<size_t>(city_)) % districts.size()];
    facility.supervision_windows = Windows(plan.supervision);
    made_.stock.facilities.push_back(facility);
    for (size_t unit = 0; unit < places_of_units.size(); ++unit) {
      AddUnit(plan, facility, static_cast<int>(unit) + 1, places_of_units[unit]);
    }
  }

  void AddUnit(const FacilityPlan& plan, const Facility& facility, int number, int places) {
    const bool shared_by_kinds = plan.programme_id == "co-living";
    Unit unit{.id = ids_.Next(Kind::kUnit), .facility_id = facility.id, .provider_id = facility.provider_id};
    unit.name = absl::StrCat("Unit ", number);
    unit.reference = absl::StrCat(number);
    if (shared_by_kinds) {
      unit.quotas.emplace();
      (*unit.quotas)[ResidentKind::kStatusHolder] = plan.places_per_unit / 2;
      (*unit.quotas)[ResidentKind::kStudent] = plan.places_per_unit / 2;
    }
    made_.stock.units.push_back(unit);
    for (int i = 0; i < places; ++i) {
      const bool student = shared_by_kinds && i >= plan.places_per_unit / 2;
      AddPlace(plan, facility, unit, i, student);
    }
  }

  void AddPlace(const FacilityPlan& plan, const Facility& facility, const Unit& unit, int index,
                bool student) {
    Place place{.id = ids_.Next(Kind::kPlace), .unit_id = unit.id, .facility_id = facility.id};
    place.provider_id = facility.provider_id;
    place.programme_id = facility.programme_id;
    place.district = facility.district;
    place.name = absl::StrCat(unit.reference, std::string(1, static_cast<char>('A' + index)));
    place.reference = place.name;
    place.rent_cents = (plan.rent_euros + dice_.Between(-15, 25)) * 100;
    place.furnished = dice_.Chance(85);
    place.accessible = dice_.Chance(12);
    place.self_contained = plan.places_per_unit == 1;
    place.available_from = recipe_.today - kDaysInStock;
    made_.stock.places.push_back(place);
    residents_.Fill(place, programmes_.at(place.programme_id), KindFor(place.programme_id, student));
  }

  ResidentKind KindFor(const std::string& programme_id, bool student) {
    if (student) return ResidentKind::kStudent;
    if (programme_id == "co-living" || programme_id == "group-location") return ResidentKind::kStatusHolder;
    return dice_.Chance(90) ? ResidentKind::kYoungPerson : ResidentKind::kStatusHolder;
  }

  const Recipe& recipe_;
  const int city_;
  Dice dice_;
  Ids ids_;
  City made_;
  const std::vector<Provider> providers_;
  absl::flat_hash_map<std::string, Programme> programmes_;
  Residents residents_;
};

}  // namespace

int CityCount(const Recipe& recipe) {
  return (recipe.places + kPlacesPerCity - 1) / kPlacesPerCity;
}

std::vector<Provider> Providers(const Recipe& recipe) {
  Ids ids(recipe.seed, 0);
  std::vector<Provider> providers;
  for (const ProviderPlan& plan : ProviderPlans()) {
    Provider& provider = providers.emplace_back();
    provider.id = ids.Next(Kind::kProvider);
    provider.name = plan.name;
    provider.contact_email = plan.contact_email;
  }
  return providers;
}

City MakeCity(const Recipe& recipe, int number) {
  return CityMaker(recipe, number).Make();
}

}  // namespace boulevard::demo
