#include "services/guidance/service/review_gauge.h"

#include "services/guidance/store/review_census.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance {

ReviewGauge::ReviewGauge(runtime::db::Pool& pool, runtime::Registry& metrics)
    : pool_(pool),
      overdue_(metrics.Gauge("boulevard_overdue_reviews",
                             "Plans of which the review is overdue; 0 also while there are fewer than 11.")) {
}

absl::Status ReviewGauge::Refresh(domain::Day today, absl::Time deadline) {
  int64_t overdue = 0;
  RETURN_IF_ERROR(pool_.Run(deadline, [&](runtime::db::Session& session) -> absl::Status {
    ASSIGN_OR_RETURN(overdue, store::CountOverdueReviews(session, today));
    return absl::OkStatus();
  }));
  overdue_.Set(overdue < kFewestPeople ? 0.0 : static_cast<double>(overdue));
  return absl::OkStatus();
}

}  // namespace boulevard::guidance
