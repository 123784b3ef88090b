#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_FIGURE_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_FIGURE_TABLES_H_

#include <optional>
#include <vector>

#include "services/guidance/domain/figures.h"
#include "services/runtime/db/session.h"

namespace boulevard::guidance::store {

class MysqlFigureTables final : public domain::FigureTables {
 public:
  // The session outlives it.
  explicit MysqlFigureTables(runtime::db::Session& session) : session_(session) {}

  absl::StatusOr<std::vector<domain::DaytimeActivity>> Activities(
      const domain::Uuid& young_person_id) override;
  absl::StatusOr<std::vector<domain::Assessment>> Assessments(const domain::Uuid& young_person_id) override;
  absl::StatusOr<std::optional<domain::PlanFigures>> Plan(const domain::Uuid& young_person_id) override;

 private:
  runtime::db::Session& session_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_FIGURE_TABLES_H_
