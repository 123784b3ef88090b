#ifndef BOULEVARD_SERVICES_BOULEVARD_IMPORTING_PLAN_WRITER_H_
#define BOULEVARD_SERVICES_BOULEVARD_IMPORTING_PLAN_WRITER_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/boulevard/importing/reading/mapping.h"
#include "services/boulevard/importing/reading/plan.h"
#include "services/boulevard/importing/reading/report.h"
#include "services/placements/domain/store.h"
#include "services/runtime/time/clock.h"

namespace boulevard::importing {

struct WriteOptions {
  bool dry_run = false;  // find out everything, and write nothing
  // Write the rest although some rows are refused.
  bool skip_bad_rows = false;
  absl::Duration timeout = absl::Minutes(30);
  std::function<void(size_t facilities)> progress;
};

// Brings the stock to what the plan says, in one transaction, through the RPCs of the contract: adds what is
// new, changes the mapped fields that differ, leaves what the plan does not name. What the rules of the
// domain refuse becomes a fault of its row; then nothing is written, unless bad rows are to be skipped.
// Counts what it did, or would have done, in the report.
absl::Status WritePlan(placements::domain::Store& store, const runtime::Clock& clock, const Mapping& mapping,
                       const Plan& plan, const WriteOptions& options, Report& report);

}  // namespace boulevard::importing

#endif  // BOULEVARD_SERVICES_BOULEVARD_IMPORTING_PLAN_WRITER_H_
