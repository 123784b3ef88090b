#include "services/guidance/store/export_tables.h"

#include <string>
#include <utility>

#include "absl/strings/str_replace.h"
#include "services/guidance/store/dossier_tables.h"
#include "services/guidance/store/sealed_tables.h"
#include "services/runtime/audit/access_log.h"
#include "services/runtime/records/records.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::store {
namespace {

using domain::RecordPart;
using runtime::records::Source;
using runtime::vault::SealedTable;

// The dossier first, and who looked last; what is sealed is found in `sealed`.
absl::StatusOr<std::vector<Source>> SourcesOf(runtime::db::Session& session,
                                              const std::vector<SealedTable>& sealed) {
  std::vector<Source> sources = {{.table = std::string(YoungPeopleTable().table), .where = "id = ?"}};
  ASSIGN_OR_RETURN(const std::vector<std::string> tables,
                   runtime::records::TablesWith(session, "young_person_id"));
  for (const std::string& table : tables) sources.push_back({.table = table});
  sources.push_back({.table = std::string(runtime::audit::SealedReasons().table), .where = "person = ?"});
  for (Source& source : sources) {
    for (const SealedTable& table : sealed) {
      if (table.table == source.table) source.sealed = &table;
    }
  }
  return sources;
}

}  // namespace

absl::StatusOr<std::vector<RecordPart>> MysqlExportTables::PartsOf(const domain::Uuid& young_person_id) {
  std::vector<SealedTable> sealed = SealedTables();
  sealed.push_back(runtime::audit::SealedReasons());
  ASSIGN_OR_RETURN(const std::vector<Source> sources, SourcesOf(session_, sealed));
  std::vector<RecordPart> parts;
  for (const Source& source : sources) {
    ASSIGN_OR_RETURN(auto records, runtime::records::Read(session_, &vault_, source, young_person_id));
    parts.push_back({.name = absl::StrReplaceAll(source.table, {{"_", "-"}}), .records = std::move(records)});
  }
  return parts;
}

}  // namespace boulevard::guidance::store
