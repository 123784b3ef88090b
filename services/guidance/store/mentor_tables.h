#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_MENTOR_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_MENTOR_TABLES_H_

#include <optional>
#include <string>

#include "services/guidance/domain/mentor_tables.h"
#include "services/runtime/db/session.h"

namespace boulevard::guidance::store {

class MysqlMentorTables final : public domain::MentorTables {
 public:
  // The session outlives it.
  explicit MysqlMentorTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<domain::Mentor> GetMentor(const domain::Uuid& id) override;
  absl::StatusOr<domain::Mentor> LockMentor(const domain::Uuid& id) override;
  absl::StatusOr<std::optional<domain::Mentor>> FindMentor(const std::string& subject) override;
  absl::StatusOr<domain::PageOf<domain::Mentor>> ListMentors(const std::string& team,
                                                             const domain::Page& page) override;
  absl::Status Insert(const domain::Mentor& mentor) override;
  absl::Status Update(const domain::Mentor& mentor) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_MENTOR_TABLES_H_
