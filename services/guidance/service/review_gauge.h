#ifndef BOULEVARD_SERVICES_GUIDANCE_SERVICE_REVIEW_GAUGE_H_
#define BOULEVARD_SERVICES_GUIDANCE_SERVICE_REVIEW_GAUGE_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/guidance/domain/types.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::guidance {

// Figures about fewer people than this are not told.
inline constexpr int64_t kFewestPeople = 11;

// boulevard_overdue_reviews: how many plans were to be reviewed before today, and were not. In all, without
// labels: a figure for each mentor or level would soon be about one person. Not thread-safe.
class ReviewGauge {
 public:
  // The pool outlives it.
  ReviewGauge(runtime::db::Pool& pool, runtime::Registry& metrics);

  absl::Status Refresh(domain::Day today, absl::Time deadline);

 private:
  runtime::db::Pool& pool_;
  prometheus::Gauge& overdue_;
};

}  // namespace boulevard::guidance

#endif  // BOULEVARD_SERVICES_GUIDANCE_SERVICE_REVIEW_GAUGE_H_
