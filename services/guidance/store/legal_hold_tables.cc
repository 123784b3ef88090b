#include "services/guidance/store/legal_hold_tables.h"

#include <string>
#include <utility>

#include "services/runtime/db/query.h"

namespace boulevard::guidance::store {
namespace {

using domain::LegalHold;
using domain::PageOf;
using domain::Uuid;

constexpr std::string_view kHoldTable = "legal_holds";
constexpr std::string_view kHoldReason = "reason";
constexpr char kSelectHold[] =
    "SELECT id, young_person_id, set_by, set_on, released_by, released_on, reason, master_key, data_key "
    "FROM legal_holds";

// As it is kept: the reason still sealed, and none once the dossier is anonymised.
struct HoldRow {
  LegalHold hold;
  std::string reason;
  runtime::vault::WrappedKey key;
};

HoldRow HoldRowOf(const runtime::db::Row& row) {
  return {.hold = {.id = row.Id(0),
                   .young_person_id = row.Id(1),
                   .set_by = row.String(2),
                   .set_on = row.Day(3),
                   .released_by = row.String(4),
                   .released_on = row.OptionalDay(5)},
          .reason = row.String(6),
          .key = {.master_key = row.String(7), .bytes = row.String(8)}};
}

absl::StatusOr<LegalHold> OpenHold(runtime::vault::Vault& vault, HoldRow row) {
  if (row.reason.empty()) return std::move(row.hold);
  ASSIGN_OR_RETURN(const auto key, vault.OpenKey(kHoldTable, row.hold.id, row.key));
  ASSIGN_OR_RETURN(row.hold.reason, key.Open(kHoldReason, row.reason));
  return std::move(row.hold);
}

}  // namespace

runtime::vault::SealedTable LegalHoldsTable() {
  return {.table = kHoldTable, .sealed = {kHoldReason}};
}

absl::StatusOr<LegalHold> MysqlLegalHoldTables::Get(const Uuid& id) {
  ASSIGN_OR_RETURN(HoldRow row, runtime::db::QueryOne(session_, std::string(kSelectHold) + " WHERE id = ?",
                                                      id, "legal hold", id.ToString(), HoldRowOf));
  return OpenHold(vault_, std::move(row));
}

absl::StatusOr<PageOf<LegalHold>> MysqlLegalHoldTables::List(const domain::LegalHoldFilter& filter,
                                                             const domain::Page& page) {
  runtime::db::Conditions conditions;
  conditions.AddIf("young_person_id = ?", filter.young_person_id);
  if (filter.standing_only) conditions.AddAll("released_on IS NULL", {});
  conditions.AddIf("id > ?", page.after);
  ASSIGN_OR_RETURN(auto rows, runtime::db::QueryPage(session_, kSelectHold, std::move(conditions), "id",
                                                     page.size, HoldRowOf));
  PageOf<LegalHold> found{.more = rows.more};
  for (HoldRow& row : rows.rows) {
    ASSIGN_OR_RETURN(LegalHold hold, OpenHold(vault_, std::move(row)));
    found.rows.push_back(std::move(hold));
  }
  return found;
}

absl::Status MysqlLegalHoldTables::Insert(const LegalHold& hold) {
  const auto key = vault_.NewKey(kHoldTable, hold.id);
  return session_
      .Execute(
          "INSERT INTO legal_holds (id, young_person_id, reason, master_key, data_key, set_by, set_on) "
          "VALUES (?, ?, ?, ?, ?, ?, ?)",
          {hold.id, hold.young_person_id, key.Seal(kHoldReason, hold.reason), key.wrapped().master_key,
           key.wrapped().bytes, hold.set_by, hold.set_on})
      .status();
}

absl::Status MysqlLegalHoldTables::Release(const LegalHold& hold) {
  return runtime::db::FoundOne(
      session_.Execute("UPDATE legal_holds SET released_by = ?, released_on = ? WHERE id = ?",
                       {hold.released_by, hold.released_on, hold.id}),
      "legal hold", hold.id.ToString());
}

absl::Status MysqlLegalHoldTables::MarkHeld(const Uuid& young_person_id, bool held) {
  return runtime::db::FoundOne(
      session_.Execute("UPDATE young_people SET held = ? WHERE id = ?", {held, young_person_id}),
      "young person", young_person_id.ToString());
}

}  // namespace boulevard::guidance::store
