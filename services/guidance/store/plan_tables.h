#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_PLAN_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_PLAN_TABLES_H_

#include <optional>
#include <span>
#include <string_view>

#include "services/guidance/domain/plan_tables.h"
#include "services/runtime/db/session.h"
#include "services/runtime/vault/sealed_table.h"
#include "services/runtime/vault/vault.h"

namespace boulevard::guidance::store {

// What of plans and plan_revisions is sealed.
runtime::vault::SealedTable PlansTable();
runtime::vault::SealedTable PlanRevisionsTable();

class MysqlPlanTables final : public domain::PlanTables {
 public:
  // Both outlive it.
  MysqlPlanTables(runtime::db::Session& session, runtime::vault::Vault& vault)
      : session_(session), vault_(vault) {}

  absl::StatusOr<std::optional<domain::GuidanceLevel>> CurrentLevel(
      const domain::Uuid& young_person_id) override;
  absl::StatusOr<domain::OwnedPlan> GetPlan(const domain::Uuid& id) override;
  absl::StatusOr<domain::OwnedPlan> LockPlan(const domain::Uuid& id) override;
  absl::StatusOr<domain::YoungPerson> LockOwner(const domain::Uuid& young_person_id) override;
  absl::StatusOr<std::optional<domain::Uuid>> FindOpenPlan(const domain::Uuid& young_person_id) override;
  absl::StatusOr<domain::PageOf<domain::Plan>> ListPlans(const domain::PlanFilter& filter,
                                                         const domain::Page& page) override;
  absl::StatusOr<domain::ReviewWeeks> GetReviewWeeks() override;

  absl::Status Insert(const domain::Plan& plan, const domain::RevisionNote& note) override;
  absl::Status Update(const domain::Plan& before, const domain::Plan& after, const domain::RevisionNote& note,
                      std::span<const domain::PlanEvent> events) override;

  absl::StatusOr<domain::PageOf<domain::RevisionNote>> ListRevisions(const domain::Uuid& plan_id,
                                                                     std::optional<int> before,
                                                                     int size) override;
  absl::StatusOr<domain::PlanRevision> GetRevision(const domain::Uuid& plan_id, int number) override;

 private:
  absl::Status InsertRevision(const domain::Plan& plan, std::string_view document,
                              const domain::RevisionNote& note);
  absl::Status Tell(const domain::Plan& plan, const domain::PlanEvent& event);

  runtime::db::Session& session_;
  runtime::vault::Vault& vault_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_PLAN_TABLES_H_
