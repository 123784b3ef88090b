#include "services/placements/store/application_tables.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/placements/domain/application_state.h"
#include "services/placements/store/application_rows.h"
#include "services/placements/store/booking_sql.h"
#include "services/placements/store/sql.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::placements::store {
namespace {

using domain::Application;
using domain::ApplicationChange;
using domain::ApplicationState;
using domain::PageOf;
using domain::Uuid;
using domain::Word;
using runtime::db::Param;
using runtime::db::Row;

const std::string& SelectApplication() {
  static const std::string sql = std::string("SELECT ").append(kApplicationColumns) + " FROM applications a";
  return sql;
}

const std::string& UpdateApplication() {
  static const std::string sql = [] {
    std::string text = "UPDATE applications SET ";
    for (const std::string_view column : kChangingColumns) text.append(column).append(" = ?, ");
    text.resize(text.size() - 2);
    return text + " WHERE id = ?";
  }();
  return sql;
}

ApplicationChange ChangeOf(const Row& row) {
  return {.id = row.Id(0),
          .application_id = row.Id(1),
          .changed_at = row.Time(2),
          .actor = {row.String(3), runtime::ParseRole(row.Text(4)).value_or(runtime::Role::kService)},
          .step = row.String(5),
          .from = OptionalWordOf<ApplicationState>(row, 6),
          .to = WordOf<ApplicationState>(row, 7),
          .fields = absl::StrSplit(runtime::AbslView(row.Text(8)), ',', absl::SkipEmpty())};
}

}  // namespace

absl::StatusOr<Application> MysqlApplicationTables::Get(const Uuid& id) {
  return QueryById(session_, SelectApplication(), "a.id", id, "application", ApplicationOf);
}

absl::StatusOr<PageOf<Application>> MysqlApplicationTables::List(const domain::ApplicationFilter& filter,
                                                                 const domain::Page& page) {
  Conditions conditions;
  conditions.AddIf("a.id > ?", page.after);
  conditions.AddIf("a.created_by = ?", filter.created_by);
  conditions.AddIf("a.programme_id = ?", filter.programme_id);
  if (filter.state) conditions.Add("a.state = ?", Word(*filter.state));
  return QueryPage(session_, SelectApplication(), std::move(conditions), "a.id", page.size, ApplicationOf);
}

absl::StatusOr<std::vector<Application>> MysqlApplicationTables::LiveOf(const Uuid& young_person_id) {
  static const std::string sql =
      SelectApplication() + " WHERE a.young_person_id = ? AND a.state IN (?, ?, ?, ?) ORDER BY a.id";
  const Param params[] = {young_person_id, Word(ApplicationState::kSubmitted),
                          Word(ApplicationState::kInAssessment), Word(ApplicationState::kWaiting),
                          Word(ApplicationState::kOffered)};
  return QueryAll(session_, sql, params, ApplicationOf);
}

absl::Status MysqlApplicationTables::EnsureResident(const Uuid& young_person_id) {
  // Locks by writing, like LockResident.
  return session_
      .Execute(
          "INSERT INTO residents (young_person_id) VALUES (?) ON DUPLICATE KEY UPDATE "
          "version = version + 1",
          {young_person_id})
      .status();
}

absl::Status MysqlApplicationTables::Insert(const Application& application) {
  static const std::string sql = InsertApplications() + "(" + Repeated("?", kApplicationInsertColumns) + ")";
  const std::string districts = DistrictLines(application);
  std::vector<Param> params = {application.id, application.young_person_id, application.created_by,
                               application.created_at};
  const ChangingParams rest = ChangingParamsOf(application, districts);
  params.insert(params.end(), rest.begin(), rest.end());
  RETURN_IF_ERROR(session_.Execute(sql, params).status());
  return WriteMustNotShare(application);
}

absl::Status MysqlApplicationTables::Update(const Application& application) {
  const std::string districts = DistrictLines(application);
  const ChangingParams changing = ChangingParamsOf(application, districts);
  std::vector<Param> params(changing.begin(), changing.end());
  params.emplace_back(application.id);
  RETURN_IF_ERROR(
      FoundOne(session_.Execute(UpdateApplication(), params), "application", application.id.ToString()));
  return WriteMustNotShare(application);
}

absl::Status MysqlApplicationTables::WriteMustNotShare(const Application& application) {
  RETURN_IF_ERROR(
      session_.Execute("DELETE FROM must_not_share WHERE application_id = ?", {application.id}).status());
  MultiInsert rows("INSERT INTO must_not_share (application_id, other_id) VALUES ", 2);
  for (const Uuid& other : application.must_not_share_with) rows.Add({application.id, other});
  return rows.Run(session_);
}

absl::StatusOr<std::vector<Application>> MysqlApplicationTables::Overdue(absl::Time now, int limit) {
  static const std::string sql =
      SelectApplication() + " WHERE a.state IN (?, ?, ?) AND a.expires_at <= ? ORDER BY a.expires_at LIMIT ?";
  const Param params[] = {Word(ApplicationState::kSubmitted), Word(ApplicationState::kInAssessment),
                          Word(ApplicationState::kWaiting), now, limit};
  return QueryAll(session_, sql, params, ApplicationOf);
}

absl::Status MysqlApplicationTables::Insert(const ApplicationChange& change) {
  const std::string fields = absl::StrJoin(change.fields, ",");
  return session_
      .Execute(
          "INSERT INTO application_history (id, application_id, changed_at, subject, role, step, "
          "from_state, to_state, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          {change.id, change.application_id, change.changed_at, change.actor.subject,
           runtime::RoleName(change.actor.role), change.step, WordOrNull(change.from), Word(change.to),
           fields})
      .status();
}

absl::StatusOr<PageOf<ApplicationChange>> MysqlApplicationTables::ListChanges(const Uuid& application_id,
                                                                              const domain::Page& page) {
  Conditions conditions;
  conditions.Add("application_id = ?", application_id);
  conditions.AddIf("id > ?", page.after);
  return QueryPage(session_,
                   "SELECT id, application_id, changed_at, subject, role, step, from_state, to_state, fields "
                   "FROM application_history",
                   std::move(conditions), "id", page.size, ChangeOf);
}

absl::StatusOr<std::vector<Uuid>> MysqlApplicationTables::ApartFrom(const Uuid& young_person_id) {
  static const std::string sql = absl::StrCat(
      "SELECT m.other_id FROM applications a JOIN must_not_share m ON m.application_id = a.id "
      "WHERE a.young_person_id = ? AND ",
      runtime::AbslView(kKeepsApart),
      " UNION SELECT a.young_person_id FROM must_not_share m JOIN applications a ON a.id = "
      "m.application_id WHERE m.other_id = ? AND ",
      runtime::AbslView(kKeepsApart), " ORDER BY 1");
  const Param params[] = {young_person_id, young_person_id};
  return QueryAll(session_, sql, params, [](const Row& row) { return row.Id(0); });
}

absl::StatusOr<std::vector<Application>> MysqlApplicationTables::WaitingFor(const std::string& programme_id) {
  static const std::string sql =
      SelectApplication() +
      " WHERE a.programme_id = ? AND a.state = ? AND a.waiting_since IS NOT NULL AND NOT " +
      std::string(kIsHoused);
  const Param params[] = {programme_id, Word(ApplicationState::kWaiting)};
  return QueryAll(session_, sql, params, ApplicationOf);
}

absl::StatusOr<std::vector<domain::WaitingCount>> MysqlApplicationTables::CountWaiting(
    const std::string& programme_id, std::optional<domain::ResidentKind> kind) {
  Conditions conditions;
  conditions.Add("a.state = ?", Word(ApplicationState::kWaiting));
  conditions.AddIf("a.programme_id = ?", programme_id);
  if (kind) conditions.Add("a.resident_kind = ?", Word(*kind));
  const std::string sql = "SELECT a.programme_id, a.wished_districts, COUNT(*) FROM applications a" +
                          conditions.text() + " AND a.programme_id IS NOT NULL AND NOT " +
                          std::string(kIsHoused) + " GROUP BY a.programme_id, a.wished_districts";
  return QueryAll(session_, sql, conditions.params(), [](const Row& row) {
    return domain::WaitingCount{row.String(0), LinesOf(row.Text(1)), static_cast<int>(row.Int(2))};
  });
}

absl::StatusOr<int> MysqlApplicationTables::CountOpenOffers(const Uuid& application_id) {
  int open = 0;
  RETURN_IF_ERROR(session_
                      .Query("SELECT COUNT(*) FROM offers WHERE application_id = ? AND state = ?",
                             {application_id, Word(domain::OfferState::kOpen)},
                             [&](const Row& row) { open = static_cast<int>(row.Int(0)); })
                      .status());
  return open;
}

}  // namespace boulevard::placements::store
