#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_REVIEW_CENSUS_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_REVIEW_CENSUS_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "services/guidance/domain/types.h"
#include "services/runtime/db/session.h"

namespace boulevard::guidance::store {

// How many active plans were to be reviewed before today, and were not.
absl::StatusOr<int64_t> CountOverdueReviews(runtime::db::Session& session, domain::Day today);

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_REVIEW_CENSUS_H_
