#include "services/guidance/store/readiness_tables.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/guidance/store/sealed_texts.h"
#include "services/runtime/events/event.h"

namespace boulevard::guidance::store {
namespace {

using domain::PageOf;
using domain::Readiness;
using domain::Uuid;
using domain::Word;
using runtime::db::Conditions;
using runtime::db::Row;

constexpr std::string_view kReadinessesTable = "readinesses";
constexpr std::string_view kReason = "withdrawal_reason";
constexpr char kName[] = "readiness";

constexpr char kSelectReadiness[] =
    "SELECT id, young_person_id, mentor_id, created_at, declared_on, withdrawn_on, withdrawal_reason, "
    "master_key, data_key FROM readinesses";

SealedRow<Readiness> ReadinessRowOf(const Row& row) {
  SealedRow<Readiness> read;
  Readiness& readiness = read.record;
  readiness.id = row.Id(0);
  readiness.young_person_id = row.Id(1);
  readiness.mentor_id = row.Id(2);
  readiness.created_at = row.Time(3);
  readiness.declared_on = row.Day(4);
  readiness.withdrawn_on = row.OptionalDay(5);
  read.texts = SealedTextsOf(row, 6, ReadinessesTable());
  return read;
}

absl::StatusOr<std::vector<domain::BlockCauseFrom>> CausesOf(runtime::db::Session& session, const Uuid& id) {
  const runtime::db::Param param = id;
  return runtime::db::QueryAll(
      session, "SELECT cause, from_on FROM readiness_causes WHERE readiness_id = ? ORDER BY number",
      std::span(&param, 1), [](const Row& row) {
        return domain::BlockCauseFrom{.cause = domain::ParseWord<domain::BlockCause>(row.Text(0)).value(),
                                      .from = row.Day(1)};
      });
}

// Tells those who follow the events. `more` are members of the payload: words and days, nothing of a person.
absl::Status Tell(runtime::db::Session& session, std::string_view kind, const Readiness& readiness,
                  domain::Day on, const std::string& more = "") {
  const std::string payload = absl::StrCat("{\"readinessId\":\"", readiness.id.ToString(), "\",\"on\":\"",
                                           absl::FormatCivilTime(on), "\"", more, "}");
  return runtime::events::Write(session, kind, readiness.young_person_id, payload);
}

std::string CauseMember(const Readiness& readiness) {
  return absl::StrCat(",\"cause\":\"", std::string(Word(readiness.causes.back().cause)), "\"");
}

}  // namespace

runtime::vault::SealedTable ReadinessesTable() {
  return {.table = kReadinessesTable, .sealed = {kReason}};
}

// Someone has few: their causes are read one readiness at a time.
absl::StatusOr<PageOf<Readiness>> MysqlReadinessTables::Page(Conditions conditions, int size) {
  ASSIGN_OR_RETURN(auto rows, runtime::db::QueryPage(session_, kSelectReadiness, std::move(conditions), "id",
                                                     size, ReadinessRowOf));
  PageOf<Readiness> found{.rows = {}, .more = rows.more};
  for (SealedRow<Readiness>& row : rows.rows) {
    Readiness& readiness = row.record;
    ASSIGN_OR_RETURN(std::vector<std::string> texts,
                     OpenTexts(vault_, ReadinessesTable(), readiness.id, row.texts));
    readiness.withdrawal_reason = std::move(texts.front());
    ASSIGN_OR_RETURN(readiness.causes, CausesOf(session_, readiness.id));
    found.rows.push_back(std::move(readiness));
  }
  return found;
}

absl::StatusOr<Readiness> MysqlReadinessTables::GetReadiness(const Uuid& id) {
  Conditions conditions;
  conditions.Add("id = ?", id);
  ASSIGN_OR_RETURN(PageOf<Readiness> found, Page(std::move(conditions), 1));
  if (found.rows.empty()) return runtime::NoSuch(kName, id.ToString());
  return std::move(found.rows.front());
}

absl::StatusOr<std::optional<Readiness>> MysqlReadinessTables::FindStanding(const Uuid& young_person_id) {
  Conditions conditions;
  conditions.Add("young_person_id = ? AND stands = 1", young_person_id);
  ASSIGN_OR_RETURN(PageOf<Readiness> found, Page(std::move(conditions), 1));
  return found.rows.empty() ? std::nullopt : std::optional(std::move(found.rows.front()));
}

absl::StatusOr<PageOf<Readiness>> MysqlReadinessTables::ListReadinesses(const Uuid& young_person_id,
                                                                        const domain::Page& page) {
  Conditions conditions;
  conditions.Add("young_person_id = ?", young_person_id);
  conditions.AddIf("id > ?", page.after);
  return Page(std::move(conditions), page.size);
}

absl::Status MysqlReadinessTables::InsertLastCause(const Readiness& readiness) {
  const domain::BlockCauseFrom& last = readiness.causes.back();
  return session_
      .Execute(
          "INSERT INTO readiness_causes (readiness_id, number, young_person_id, cause, from_on) "
          "VALUES (?, ?, ?, ?, ?)",
          {readiness.id, static_cast<int64_t>(readiness.causes.size()), readiness.young_person_id,
           Word(last.cause), last.from})
      .status();
}

absl::Status MysqlReadinessTables::Insert(const Readiness& readiness) {
  RETURN_IF_ERROR(
      session_
          .Execute("INSERT INTO readinesses (id, young_person_id, mentor_id, declared_on, cause, stands, "
                   "created_at) VALUES (?, ?, ?, ?, ?, 1, ?)",
                   {readiness.id, readiness.young_person_id, readiness.mentor_id, readiness.declared_on,
                    Word(readiness.causes.back().cause), readiness.created_at})
          .status());
  RETURN_IF_ERROR(InsertLastCause(readiness));
  return Tell(session_, "readiness.declared", readiness, readiness.declared_on, CauseMember(readiness));
}

absl::Status MysqlReadinessTables::AddCause(const Readiness& readiness) {
  const domain::BlockCauseFrom& last = readiness.causes.back();
  RETURN_IF_ERROR(runtime::db::FoundOne(
      session_.Execute("UPDATE readinesses SET cause = ? WHERE id = ?", {Word(last.cause), readiness.id}),
      kName, readiness.id.ToString()));
  RETURN_IF_ERROR(InsertLastCause(readiness));
  return Tell(session_, "readiness.cause-changed", readiness, last.from, CauseMember(readiness));
}

absl::Status MysqlReadinessTables::Withdraw(const Readiness& readiness) {
  const std::array<std::string_view, 1> texts = {readiness.withdrawal_reason};
  const SealedTexts sealed = SealTexts(vault_, ReadinessesTable(), readiness.id, texts);
  RETURN_IF_ERROR(runtime::db::FoundOne(
      session_.Execute(
          "UPDATE readinesses SET stands = NULL, withdrawn_on = ?, withdrawal_reason = ?, "
          "master_key = ?, data_key = ? WHERE id = ?",
          {readiness.withdrawn_on, sealed.columns.front(), sealed.master_key, sealed.data_key, readiness.id}),
      kName, readiness.id.ToString()));
  return Tell(session_, "readiness.withdrawn", readiness, readiness.withdrawn_on.value());
}

}  // namespace boulevard::guidance::store
