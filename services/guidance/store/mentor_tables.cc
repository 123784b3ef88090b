#include "services/guidance/store/mentor_tables.h"

#include <utility>
#include <vector>

#include "services/runtime/db/query.h"

namespace boulevard::guidance::store {
namespace {

using domain::Mentor;
using runtime::db::Row;

constexpr char kSelectMentor[] = "SELECT id, name, subject, team, inactive FROM mentors";

Mentor MentorOf(const Row& row) {
  return {.id = row.Id(0),
          .name = row.String(1),
          .subject = row.String(2),
          .team = row.String(3),
          .inactive = row.Bool(4)};
}

}  // namespace

absl::StatusOr<Mentor> MysqlMentorTables::GetMentor(const domain::Uuid& id) {
  return runtime::db::QueryOne(session_, std::string(kSelectMentor) + " WHERE id = ?", id, "mentor",
                               id.ToString(), MentorOf);
}

absl::StatusOr<Mentor> MysqlMentorTables::LockMentor(const domain::Uuid& id) {
  return runtime::db::QueryOne(session_, std::string(kSelectMentor) + " WHERE id = ? FOR UPDATE", id,
                               "mentor", id.ToString(), MentorOf);
}

absl::StatusOr<std::optional<Mentor>> MysqlMentorTables::FindMentor(const std::string& subject) {
  const runtime::db::Param param = subject;
  ASSIGN_OR_RETURN(std::vector<Mentor> found,
                   runtime::db::QueryAll(session_, std::string(kSelectMentor) + " WHERE subject = ?",
                                         std::span(&param, 1), MentorOf));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

absl::StatusOr<domain::PageOf<Mentor>> MysqlMentorTables::ListMentors(const std::string& team,
                                                                      const domain::Page& page) {
  runtime::db::Conditions conditions;
  conditions.AddIf("team = ?", team);
  conditions.AddIf("id > ?", page.after);
  return runtime::db::QueryPage(session_, kSelectMentor, std::move(conditions), "id", page.size, MentorOf);
}

absl::Status MysqlMentorTables::Insert(const Mentor& mentor) {
  return runtime::db::NamingDuplicate(
      session_
          .Execute("INSERT INTO mentors (id, name, subject, team, inactive) VALUES (?, ?, ?, ?, ?)",
                   {mentor.id, mentor.name, mentor.subject, mentor.team, mentor.inactive})
          .status(),
      "mentor.subject", "another mentor has that subject");
}

absl::Status MysqlMentorTables::Update(const Mentor& mentor) {
  return runtime::db::FoundOne(
      session_.Execute("UPDATE mentors SET name = ?, team = ?, inactive = ? WHERE id = ?",
                       {mentor.name, mentor.team, mentor.inactive, mentor.id}),
      "mentor", mentor.id.ToString());
}

}  // namespace boulevard::guidance::store
