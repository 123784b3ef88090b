#include "services/guidance/store/retention_tables.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/guidance/store/dossier_tables.h"
#include "services/guidance/store/sealed_tables.h"
#include "services/runtime/audit/access_log.h"
#include "services/runtime/db/query.h"
#include "services/runtime/events/event.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::guidance::store {
namespace {

using domain::ClosedDossier;
using domain::Day;
using domain::Uuid;
using runtime::vault::SealedTable;

constexpr char kAnonymised[] = "young-person.anonymised";
constexpr char kWhereDue[] = " FROM young_people WHERE state = 'closed' AND held = FALSE AND closed_on <= ? ";
constexpr char kFirstClosed[] = "ORDER BY closed_on, id LIMIT ?";

// Without its data key nobody opens what a backup may still have of a record; its columns go all the same.
std::string WipingStatement(const SealedTable& table) {
  std::string text =
      absl::StrCat("UPDATE ", runtime::AbslView(table.table), " SET master_key = NULL, data_key = NULL");
  for (const std::string_view column : table.sealed)
    absl::StrAppend(&text, ", ", runtime::AbslView(column), " = NULL");
  for (const auto& searched : table.searched) {
    absl::StrAppend(&text, ", ", runtime::AbslView(searched.hash), " = NULL");
  }
  const bool is_theirs = table.table == YoungPeopleTable().table;
  return absl::StrCat(text, " WHERE ", is_theirs ? "id" : "young_person_id", " = ?");
}

}  // namespace

absl::StatusOr<int64_t> MysqlRetentionTables::CountDue(Day closed_until) {
  int64_t count = 0;
  RETURN_IF_ERROR(session_
                      .Query(absl::StrCat("SELECT COUNT(*)", kWhereDue), {closed_until},
                             [&](const runtime::db::Row& row) { count = row.Int(0); })
                      .status());
  return count;
}

absl::StatusOr<std::vector<ClosedDossier>> MysqlRetentionTables::ListDue(Day closed_until, int limit) {
  const runtime::db::Param params[] = {closed_until, limit};
  return runtime::db::QueryAll(session_, absl::StrCat("SELECT id, closed_on", kWhereDue, kFirstClosed),
                               params, [](const runtime::db::Row& row) {
                                 return ClosedDossier{row.Id(0), row.Day(1)};
                               });
}

absl::StatusOr<std::optional<Uuid>> MysqlRetentionTables::LockDue(Day closed_until) {
  std::optional<Uuid> due;
  RETURN_IF_ERROR(session_
                      .Query(absl::StrCat("SELECT id", kWhereDue, kFirstClosed, " FOR UPDATE SKIP LOCKED"),
                             {closed_until, 1}, [&](const runtime::db::Row& row) { due = row.Id(0); })
                      .status());
  return due;
}

absl::Status MysqlRetentionTables::Anonymise(const Uuid& young_person_id) {
  for (const SealedTable& table : SealedTables()) {
    RETURN_IF_ERROR(session_.Execute(WipingStatement(table), {young_person_id}).status());
  }
  // Of the birth date the year stays, for figures by age.
  RETURN_IF_ERROR(session_
                      .Execute("UPDATE young_people SET state = 'anonymised', languages = '', "
                               "birth_date = MAKEDATE(YEAR(birth_date), 1) WHERE id = ?",
                               {young_person_id})
                      .status());
  RETURN_IF_ERROR(
      session_.Execute("DELETE FROM broken_glass WHERE young_person_id = ?", {young_person_id}).status());
  RETURN_IF_ERROR(runtime::audit::EraseReasons(session_, young_person_id));
  return runtime::events::Write(session_, kAnonymised, young_person_id, "{}");
}

}  // namespace boulevard::guidance::store
