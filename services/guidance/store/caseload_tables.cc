#include "services/guidance/store/caseload_tables.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "services/runtime/db/query.h"

// Assignments and consents.
namespace boulevard::guidance::store {
namespace {

using domain::Assignment;
using domain::Consent;
using domain::PageOf;
using domain::Uuid;
using runtime::db::Conditions;
using runtime::db::Row;

constexpr char kSelectAssignment[] =
    "SELECT id, young_person_id, mentor_id, from_mentor_id, starts_on, ends_on FROM assignments";
constexpr char kSelectConsent[] = "SELECT id, young_person_id, purpose, given_on, withdrawn_on FROM consents";

Assignment AssignmentOf(const Row& row) {
  return {.id = row.Id(0),
          .young_person_id = row.Id(1),
          .mentor_id = row.Id(2),
          .from_mentor_id = row.OptionalId(3),
          .starts_on = row.Day(4),
          .ends_on = row.OptionalDay(5)};
}

Consent ConsentOf(const Row& row) {
  return {.id = row.Id(0),
          .young_person_id = row.Id(1),
          .purpose = domain::ParseWord<domain::ConsentPurpose>(row.Text(2)).value(),
          .given_on = row.Day(3),
          .withdrawn_on = row.OptionalDay(4)};
}

// Of one young person, by id: in the order in which they were made.
Conditions Of(const Uuid& young_person_id, const domain::Page& page) {
  Conditions conditions;
  conditions.Add("young_person_id = ?", young_person_id);
  conditions.AddIf("id > ?", page.after);
  return conditions;
}

}  // namespace

absl::StatusOr<PageOf<Assignment>> MysqlAssignmentTables::ListAssignments(const Uuid& young_person_id,
                                                                          const domain::Page& page) {
  return runtime::db::QueryPage(session_, kSelectAssignment, Of(young_person_id, page), "id", page.size,
                                AssignmentOf);
}

absl::Status MysqlAssignmentTables::Insert(const Assignment& assignment) {
  return session_
      .Execute(
          "INSERT INTO assignments (id, young_person_id, mentor_id, from_mentor_id, starts_on, ends_on) "
          "VALUES (?, ?, ?, ?, ?, ?)",
          {assignment.id, assignment.young_person_id, assignment.mentor_id, assignment.from_mentor_id,
           assignment.starts_on, assignment.ends_on})
      .status();
}

absl::Status MysqlAssignmentTables::EndAssignment(const Uuid& young_person_id, domain::Day ends_on) {
  return session_
      .Execute("UPDATE assignments SET ends_on = ? WHERE young_person_id = ? AND ends_on IS NULL",
               {ends_on, young_person_id})
      .status();
}

absl::StatusOr<Consent> MysqlConsentTables::GetConsent(const Uuid& id) {
  return runtime::db::QueryOne(session_, std::string(kSelectConsent) + " WHERE id = ?", id, "consent",
                               id.ToString(), ConsentOf);
}

absl::StatusOr<PageOf<Consent>> MysqlConsentTables::ListConsents(const Uuid& young_person_id,
                                                                 const domain::Page& page) {
  return runtime::db::QueryPage(session_, kSelectConsent, Of(young_person_id, page), "id", page.size,
                                ConsentOf);
}

absl::StatusOr<std::optional<Consent>> MysqlConsentTables::FindConsent(const Uuid& young_person_id,
                                                                       domain::ConsentPurpose purpose) {
  const std::array<runtime::db::Param, 2> params = {young_person_id, Word(purpose)};
  ASSIGN_OR_RETURN(
      std::vector<Consent> found,
      runtime::db::QueryAll(
          session_,
          std::string(kSelectConsent) + " WHERE young_person_id = ? AND purpose = ? AND withdrawn_on IS NULL",
          params, ConsentOf));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

absl::Status MysqlConsentTables::Insert(const Consent& consent) {
  return session_
      .Execute(
          "INSERT INTO consents (id, young_person_id, purpose, given_on, withdrawn_on) "
          "VALUES (?, ?, ?, ?, ?)",
          {consent.id, consent.young_person_id, Word(consent.purpose), consent.given_on,
           consent.withdrawn_on})
      .status();
}

absl::Status MysqlConsentTables::Withdraw(const Uuid& id, domain::Day withdrawn_on) {
  return runtime::db::FoundOne(
      session_.Execute("UPDATE consents SET withdrawn_on = ? WHERE id = ?", {withdrawn_on, id}), "consent",
      id.ToString());
}

}  // namespace boulevard::guidance::store
