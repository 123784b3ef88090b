#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BULK_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BULK_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/placements/domain/store.h"
#include "services/runtime/time/clock.h"

// Stock by the thousand: demo data and provider files. Nobody's role is asked; the operator runs it.
namespace boulevard::placements::domain {

// Things that are not in the database yet, with the ids that they will have. Programmes and providers are
// there already, and everything else that is referred to is there or in the batch.
struct StockBatch {
  std::vector<Facility> facilities;
  std::vector<Unit> units;
  std::vector<Place> places;
  std::vector<Application> applications;
  std::vector<Placement> placements;
  std::vector<Closure> closures;
};

// Inserts a batch in one transaction, with what follows from it: occupancies, who lives in each unit
// (`residents` is not looked at), free periods. The batch must hold all places of its units, and all that
// takes them. A few thousand places a batch are fast. Occupancies are not held against each other: the batch
// must keep the rules.
absl::Status LoadStock(Store& store, const runtime::Clock& clock, absl::Time deadline,
                       const StockBatch& batch);

// A facility as a provider's file gives it. Ids and what follows from the facility are not looked at:
// references, all of them given, say what is what.
struct ProvidedUnit {
  Unit unit;
  std::vector<Place> places;
};
struct ProvidedFacility {
  Facility facility;  // with its provider_id
  std::vector<ProvidedUnit> units;
};

struct UpsertCounts {
  int added = 0;
  int changed = 0;
  int unchanged = 0;
  UpsertCounts& operator+=(const UpsertCounts& other);
  friend bool operator==(const UpsertCounts&, const UpsertCounts&) = default;
};
struct UpsertOutcome {
  UpsertCounts facilities;
  UpsertCounts units;
  UpsertCounts places;
  UpsertOutcome& operator+=(const UpsertOutcome& other);
  friend bool operator==(const UpsertOutcome&, const UpsertOutcome&) = default;
};

// Brings one facility to what the file says, in one transaction: adds what is new, changes what differs under
// the same rules as the update RPCs, leaves what the file does not name. A refusal names the reference.
// With dry_run it counts and writes nothing.
absl::StatusOr<UpsertOutcome> UpsertFacility(Store& store, const runtime::Clock& clock, absl::Time deadline,
                                             const ProvidedFacility& provided, bool dry_run = false);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_BULK_H_
