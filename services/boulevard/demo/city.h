#ifndef BOULEVARD_SERVICES_BOULEVARD_DEMO_CITY_H_
#define BOULEVARD_SERVICES_BOULEVARD_DEMO_CITY_H_

#include <cstdint>
#include <vector>

#include "services/placements/domain/bulk.h"
#include "services/placements/domain/types.h"

namespace boulevard::demo {

// What the demo data depends on, and nothing else: the same values give the same rows, ids included.
struct Recipe {
  uint64_t seed = 1;
  int places = 375;
  placements::domain::Day today;
};

// Demo data of any size is a row of cities of 375 places, the last one smaller.
int CityCount(const Recipe& recipe);

std::vector<placements::domain::Provider> Providers(const Recipe& recipe);

// A place that is held for someone whose application nobody has answered yet.
struct PlannedOffer {
  placements::domain::Application application;
  placements::domain::Offer offer;
};

// The stock of one city, all who lived, live and will live there, and, in the first one, some offers and
// those who wait.
struct City {
  placements::domain::StockBatch stock;
  std::vector<PlannedOffer> offers;
};
City MakeCity(const Recipe& recipe, int number);

}  // namespace boulevard::demo

#endif  // BOULEVARD_SERVICES_BOULEVARD_DEMO_CITY_H_
