#ifndef BOULEVARD_SERVICES_BOULEVARD_DEMO_CATALOGUE_H_
#define BOULEVARD_SERVICES_BOULEVARD_DEMO_CATALOGUE_H_

#include <span>
#include <string_view>
#include <vector>

#include "services/placements/domain/types.h"

// What the demo city is made of. Programmes and the names of locations are real, everything else is made up:
// house numbers that do not exist, figures that nobody measured.
namespace boulevard::demo {

std::vector<placements::domain::Programme> Programmes();

// Names and contacts; ids come with the seed.
struct ProviderPlan {
  std::string_view name;
  std::string_view contact_email;
};
std::span<const ProviderPlan> ProviderPlans();

enum class Supervision { kNone, kNightsAndWeekends, kAlways };

struct FacilityPlan {
  std::string_view name;
  std::string_view reference;
  std::string_view programme_id;
  size_t provider;  // of ProviderPlans
  std::string_view street;
  std::string_view postcode;
  std::string_view district;
  int units;
  int places_per_unit;
  int rent_euros;
  Supervision supervision;
};
// One city: 375 places, as many as The Hague aims at.
std::span<const FacilityPlan> FacilityPlans();
inline constexpr int kPlacesPerCity = 375;

std::span<const std::string_view> Districts();
std::vector<placements::domain::SupervisionWindow> Windows(Supervision supervision);

}  // namespace boulevard::demo

#endif  // BOULEVARD_SERVICES_BOULEVARD_DEMO_CATALOGUE_H_
