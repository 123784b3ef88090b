#include "services/guidance/store/figure_tables.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/guidance/store/record_rows.h"
#include "services/runtime/db/query.h"

namespace boulevard::guidance::store {
namespace {

using runtime::db::Row;

// The plain columns of every record of someone that counts, the oldest first.
template <typename T>
absl::StatusOr<std::vector<T>> WhatCounts(runtime::db::Session& session,
                                          const domain::Uuid& young_person_id) {
  std::vector<std::string> columns = {"id"};
  columns.insert(columns.end(), RowsOf<T>::kColumns.begin(), RowsOf<T>::kColumns.end());
  const std::string sql = absl::StrCat(
      "SELECT ", absl::StrJoin(columns, ", "), " FROM ", std::string(RowsOf<T>::kTable),
      " WHERE young_person_id = ? AND withdrawn_on IS NULL ORDER BY ", std::string(RowsOf<T>::kDay), ", id");
  const runtime::db::Param param = young_person_id;
  return runtime::db::QueryAll(session, sql, std::span(&param, 1), [&](const Row& row) {
    T record;
    record.id = row.Id(0);
    record.young_person_id = young_person_id;
    RowsOf<T>::Read(row, 1, record);
    return record;
  });
}

}  // namespace

absl::StatusOr<std::vector<domain::DaytimeActivity>> MysqlFigureTables::Activities(
    const domain::Uuid& young_person_id) {
  return WhatCounts<domain::DaytimeActivity>(session_, young_person_id);
}

absl::StatusOr<std::vector<domain::Assessment>> MysqlFigureTables::Assessments(
    const domain::Uuid& young_person_id) {
  return WhatCounts<domain::Assessment>(session_, young_person_id);
}

absl::StatusOr<std::optional<domain::PlanFigures>> MysqlFigureTables::Plan(
    const domain::Uuid& young_person_id) {
  std::optional<domain::PlanFigures> plan;
  RETURN_IF_ERROR(
      session_
          .Query("SELECT next_review_on, (SELECT COUNT(*) FROM plan_goals WHERE plan_id = plans.id AND "
                 "lifecycle NOT IN ('completed', 'cancelled')) FROM plans WHERE open_for = ?",
                 {young_person_id},
                 [&](const Row& row) {
                   plan = {.open_goals = static_cast<int>(row.Int(1)), .next_review_on = row.OptionalDay(0)};
                 })
          .status());
  return plan;
}

}  // namespace boulevard::guidance::store
