#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PEOPLE_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PEOPLE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/placements/domain/store.h"

// What guidance asks about young people. That a service asks was checked before.
namespace boulevard::placements::domain {

// All that there is of somebody; empty parts when they were never applied for.
absl::StatusOr<std::vector<RecordPart>> RecordsOf(Store& store, const Uuid& young_person_id,
                                                  absl::Time deadline);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PEOPLE_H_
