#include "services/placements/store/person_tables.h"

#include <string>
#include <utility>

#include "absl/strings/str_replace.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::store {
namespace {

using domain::RecordPart;
using domain::Uuid;
using runtime::records::Source;

constexpr char kOfTheirApplications[] =
    "application_id IN (SELECT id FROM applications WHERE young_person_id = ?)";

// What an application has of anybody.
constexpr char kWipeApplications[] =
    "UPDATE applications SET birth_date = MAKEDATE(YEAR(birth_date), 1), referrer_organisation = '', "
    "referring_name = '', referring_email = '', referring_phone = '', receiving_name = '', "
    "receiving_email = '', receiving_phone = '', wished_districts = '' WHERE young_person_id = ?";

}  // namespace

std::vector<Source> PersonSources() {
  return {
      {.table = "residents"},
      {.table = "applications"},
      {.table = "application_history", .where = kOfTheirApplications},
      // Whom they must not live with is somebody else.
      {.table = "must_not_share", .where = kOfTheirApplications, .left_out = {"other_id"}},
      {.table = "match_proposal_lines", .where = kOfTheirApplications},
      {.table = "offers", .where = kOfTheirApplications},
      {.table = "placements"},
  };
}

absl::StatusOr<std::vector<RecordPart>> MysqlPersonTables::RecordsOf(const Uuid& young_person_id) {
  std::vector<RecordPart> parts;
  for (const Source& source : PersonSources()) {
    ASSIGN_OR_RETURN(auto records, runtime::records::Read(session_, nullptr, source, young_person_id));
    parts.push_back({.name = absl::StrReplaceAll(source.table, {{"_", "-"}}), .records = std::move(records)});
  }
  return parts;
}

absl::Status MysqlPersonTables::Anonymise(const Uuid& young_person_id) {
  RETURN_IF_ERROR(session_
                      .Query("SELECT version FROM residents WHERE young_person_id = ? FOR UPDATE",
                             {young_person_id}, [](const auto&) {})
                      .status());
  RETURN_IF_ERROR(session_.Execute(kWipeApplications, {young_person_id}).status());
  return session_
      .Execute(
          "DELETE FROM must_not_share WHERE other_id = ? OR "
          "application_id IN (SELECT id FROM applications WHERE young_person_id = ?)",
          {young_person_id, young_person_id})
      .status();
}

}  // namespace boulevard::placements::store
