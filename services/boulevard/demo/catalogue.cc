#include "services/boulevard/demo/catalogue.h"

#include <array>

namespace boulevard::demo {
namespace {

using namespace placements::domain;  // NOLINT(google-build-using-namespace): the words of the domain

constexpr std::array<ProviderPlan, 4> kProviders = {{
    {"DUWO", "verhuur@duwo.example"},
    {"Xtra Plus", "wonen@xtraplus.example"},
    {"Haag Wonen", "verhuur@haagwonen.example"},
    {"Staedion", "verhuur@staedion.example"},
}};

constexpr std::array<std::string_view, 8> kDistricts = {
    "Centrum",    "Escamp",       "Haagse Hout", "Laak", "Leidschenveen-Ypenburg",
    "Loosduinen", "Scheveningen", "Segbroek"};

constexpr Supervision kNights = Supervision::kNightsAndWeekends;
constexpr Supervision kNone = Supervision::kNone;
constexpr Supervision kAlways = Supervision::kAlways;

constexpr std::array<FacilityPlan, 13> kFacilities = {{
    {"JIT Wonen Laakkade", "jit-laakkade", "jit-wonen", 1, "Laakkade", "2521 ZZ", "Laak", 1, 8, 410, kAlways},
    {"De Haagse Foyer", "foyer", "foyer", 0, "Waldorpstraat", "2521 ZY", "Laak", 6, 8, 435, kNights},
    {"Co-Living", "co-living", "co-living", 0, "Anna van Hannoverstraat", "2595 ZZ", "Haagse Hout", 20, 8,
     395, kNone},
    {"Koolwitjelaan", "koolwitjelaan", "group-location", 1, "Koolwitjelaan", "2497 ZZ",
     "Leidschenveen-Ypenburg", 5, 6, 360, kAlways},
    {"Jupiterkade", "jupiterkade", "group-location", 1, "Jupiterkade", "2516 ZZ", "Laak", 4, 6, 365, kAlways},
    {"Pompstationsweg", "pompstationsweg", "group-location", 1, "Pompstationsweg", "2597 ZZ", "Scheveningen",
     5, 6, 370, kAlways},
    {"Scheveningseweg", "scheveningseweg", "group-location", 1, "Scheveningseweg", "2517 ZZ", "Scheveningen",
     4, 6, 375, kAlways},
    {"JIT Wonen Zuiderpark", "jit-zuiderpark", "jit-wonen", 2, "Melis Stokelaan", "2541 ZZ", "Escamp", 1, 8,
     405, kAlways},
    {"JIT Wonen Regentes", "jit-regentes", "jit-wonen", 2, "Regentesselaan", "2562 ZZ", "Segbroek", 1, 8, 425,
     kAlways},
    {"JIT Wonen Spui", "jit-spui", "jit-wonen", 3, "Spui", "2511 ZZ", "Centrum", 1, 8, 440, kAlways},
    {"JIT Wonen Kijkduin", "jit-kijkduin", "jit-wonen", 3, "Loosduinsekade", "2552 ZZ", "Loosduinen", 1, 8,
     415, kAlways},
    {"JIT Wonen Mariahoeve", "jit-mariahoeve", "jit-wonen", 1, "Het Kleine Loo", "2592 ZZ", "Haagse Hout", 1,
     8, 420, kAlways},
    {"JIT Studio's", "jit-studios", "jit-wonen", 2, "Binckhorstlaan", "2516 ZY", "Laak", 11, 1, 560, kNights},
}};

Programme MakeProgramme(const char* id, const char* name, GuidanceLevel level,
                        std::initializer_list<ResidentKind> kinds, int turnaround_days, int offer_hours) {
  Programme programme{.id = id, .name = name, .guidance_level = level};
  for (const ResidentKind kind : kinds) programme.resident_kinds.Add(kind);
  programme.turnaround_days = turnaround_days;
  programme.offer_hours = offer_hours;
  return programme;
}

}  // namespace

std::vector<Programme> Programmes() {
  using enum ResidentKind;
  return {
      MakeProgramme("jit-wonen", "JIT Wonen", GuidanceLevel::kIntensive, {kYoungPerson, kStatusHolder}, 7,
                    72),
      MakeProgramme("foyer", "De Haagse Foyer", GuidanceLevel::kModerate, {kYoungPerson, kStatusHolder}, 5,
                    72),
      MakeProgramme("co-living", "Co-Living", GuidanceLevel::kLight, {kStatusHolder, kStudent}, 3, 48),
      MakeProgramme("group-location", "Groepslocaties statushouders", GuidanceLevel::kModerate,
                    {kStatusHolder}, 5, 48),
  };
}

std::span<const ProviderPlan> ProviderPlans() {
  return kProviders;
}

std::span<const FacilityPlan> FacilityPlans() {
  return kFacilities;
}

std::span<const std::string_view> Districts() {
  return kDistricts;
}

std::vector<SupervisionWindow> Windows(Supervision supervision) {
  std::vector<SupervisionWindow> windows;
  for (int day = 1; day <= 7 && supervision != Supervision::kNone; ++day) {
    const auto weekday = static_cast<Weekday>(day);
    const bool weekend = weekday == Weekday::kSaturday || weekday == Weekday::kSunday;
    if (supervision == Supervision::kAlways) {
      windows.push_back({weekday, "00:00", "00:00", "social management"});
    } else {
      windows.push_back({weekday, weekend ? "09:00" : "22:00", "08:00", "students of TU Delft"});
    }
  }
  return windows;
}

}  // namespace boulevard::demo
