#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BULK_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BULK_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/placements/domain/store.h"
#include "services/runtime/time/clock.h"

// Stock by the thousand, as demo data has it. Nobody's role is asked; the operator runs it.
namespace boulevard::placements::domain {

// Things that are not in the database yet, whole, with the ids that they will have: units with all their
// places and all that takes these, but `residents`, which is not looked at. Programmes and providers are
// there already.
struct StockBatch {
  std::vector<Facility> facilities;
  std::vector<Unit> units;
  std::vector<Place> places;
  std::vector<Application> applications;
  std::vector<Placement> placements;
  std::vector<Closure> closures;
};

// Inserts a batch in one transaction, with what follows from it: occupancies, who lives in each unit, free
// periods. A few thousand places a batch are fast. What takes a place is not held against the rules: the
// batch must keep them.
absl::Status LoadStock(Store& store, const runtime::Clock& clock, absl::Time deadline,
                       const StockBatch& batch);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BULK_H_
