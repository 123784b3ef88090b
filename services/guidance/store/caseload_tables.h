#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_CASELOAD_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_CASELOAD_TABLES_H_

#include <optional>

#include "services/guidance/domain/dossier_tables.h"
#include "services/runtime/db/session.h"

namespace boulevard::guidance::store {

class MysqlAssignmentTables final : public domain::AssignmentTables {
 public:
  // The session outlives it.
  explicit MysqlAssignmentTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<domain::PageOf<domain::Assignment>> ListAssignments(const domain::Uuid& young_person_id,
                                                                     const domain::Page& page) override;
  absl::Status Insert(const domain::Assignment& assignment) override;
  absl::Status EndAssignment(const domain::Uuid& young_person_id, domain::Day ends_on) override;

 private:
  runtime::db::Session& session_;
};

class MysqlConsentTables final : public domain::ConsentTables {
 public:
  // The session outlives it.
  explicit MysqlConsentTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<domain::Consent> GetConsent(const domain::Uuid& id) override;
  absl::StatusOr<domain::PageOf<domain::Consent>> ListConsents(const domain::Uuid& young_person_id,
                                                               const domain::Page& page) override;
  absl::StatusOr<std::optional<domain::Consent>> FindConsent(const domain::Uuid& young_person_id,
                                                             domain::ConsentPurpose purpose) override;
  absl::Status Insert(const domain::Consent& consent) override;
  absl::Status Withdraw(const domain::Uuid& id, domain::Day withdrawn_on) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_CASELOAD_TABLES_H_
