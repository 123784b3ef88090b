#include "services/guidance/store/review_census.h"

#include "services/runtime/status/macros.h"

namespace boulevard::guidance::store {

absl::StatusOr<int64_t> CountOverdueReviews(runtime::db::Session& session, domain::Day today) {
  int64_t overdue = 0;
  RETURN_IF_ERROR(session
                      .Query("SELECT COUNT(*) FROM plans WHERE state = 'active' AND next_review_on < ?",
                             {today}, [&](const runtime::db::Row& row) { overdue = row.Int(0); })
                      .status());
  return overdue;
}

}  // namespace boulevard::guidance::store
