#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PERSON_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PERSON_TABLES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/types.h"

namespace boulevard::placements::domain {

// Records of one kind, each as text by name.
struct RecordPart {
  std::string name;  // "applications"
  std::vector<std::map<std::string, std::string>> records;
};

// All that there is of one young person, whatever it is.
class PersonTables {
 public:
  virtual ~PersonTables() = default;

  virtual absl::StatusOr<std::vector<RecordPart>> RecordsOf(const Uuid& young_person_id) = 0;
  // Wipes what says who somebody is: with whom they had to do, whom they must not live with, and of their
  // birth date all but the year. Days, states and places stay, so that figures stay true. Takes the lock of
  // the young person's row, when there is one.
  virtual absl::Status Anonymise(const Uuid& young_person_id) = 0;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PERSON_TABLES_H_
