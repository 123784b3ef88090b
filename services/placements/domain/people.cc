#include "services/placements/domain/people.h"

#include "services/placements/domain/transaction.h"

namespace boulevard::placements::domain {

absl::StatusOr<std::vector<RecordPart>> RecordsOf(Store& store, const Uuid& young_person_id,
                                                  absl::Time deadline) {
  return Transact(store, deadline, [&](Tables& tables) { return tables.people.RecordsOf(young_person_id); });
}

}  // namespace boulevard::placements::domain
