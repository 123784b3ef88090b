#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_PERSON_TABLES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_PERSON_TABLES_H_

#include <vector>

#include "services/placements/domain/person_tables.h"
#include "services/runtime/db/session.h"
#include "services/runtime/records/records.h"

namespace boulevard::placements::store {

// The tables that have something of a young person, and whose rows are theirs.
std::vector<runtime::records::Source> PersonSources();

class MysqlPersonTables final : public domain::PersonTables {
 public:
  // The session outlives it.
  explicit MysqlPersonTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<std::vector<domain::RecordPart>> RecordsOf(const domain::Uuid& young_person_id) override;
  absl::Status Anonymise(const domain::Uuid& young_person_id) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_PERSON_TABLES_H_
