#ifndef BOULEVARD_TESTS_SUPPORT_PLACEMENTS_RANDOM_STOCK_H_
#define BOULEVARD_TESTS_SUPPORT_PLACEMENTS_RANDOM_STOCK_H_

#include <random>
#include <vector>

#include "services/placements/domain/availability_types.h"
#include "services/placements/domain/bulk.h"
#include "tests/support/placements/placements_database.h"

namespace boulevard::tests {

// A small stock of both providers in which everything occurs that decides what is free: quotas, stays that
// are over, running, overdue or planned, turnaround, closures, withdrawn places and places to come. The same
// seed gives the same stock but for its ids.
placements::domain::StockBatch RandomStock(const PlacementsDatabase& db, std::mt19937& random, int units);

// Whether a place of the stock fits the filter, decided day by day from what takes the places and not from
// periods. The filter includes what is expected.
bool FitsDayByDay(const placements::domain::StockBatch& stock, const placements::domain::Place& place,
                  const placements::domain::AvailablePlaceFilter& filter);

// A filter of up to all parts; includes what is expected.
placements::domain::AvailablePlaceFilter RandomFilter(const PlacementsDatabase& db, std::mt19937& random);

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_PLACEMENTS_RANDOM_STOCK_H_
