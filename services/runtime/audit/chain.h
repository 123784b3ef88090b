#ifndef BOULEVARD_SERVICES_RUNTIME_AUDIT_CHAIN_H_
#define BOULEVARD_SERVICES_RUNTIME_AUDIT_CHAIN_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime::audit {

// What every replica of a service does for its access log, again and again: gives the rows that are committed
// their number and hash. It does not matter which replica does it, nor when one is killed in the midst of it.
// Used by one thread.
class Chain {
 public:
  // All three outlive it.
  Chain(db::Pool& pool, const Clock& clock, Registry& metrics);

  // Chains the rows that are not; how many: 0 also when another replica is at it. Sets
  // boulevard_access_log_lag_seconds to how long the oldest of them had to wait and boulevard_access_log_rows
  // to the last number. Logs that number and its hash when it has grown, once a minute at most: kept outside,
  // these lines show when the end of the log was cut off or all of it was written anew.
  absl::StatusOr<int> Extend(absl::Time deadline);

  // Forgets some of the rows older than `kept`, if there are such, the oldest first. What is left can still
  // be verified. Rows that are not chained yet stay.
  absl::Status Forget(absl::Duration kept, absl::Time deadline);

 private:
  void TellHead(int64_t number, const std::string& hash);

  db::Pool& pool_;
  const Clock& clock_;
  prometheus::Gauge& lag_;
  prometheus::Gauge& rows_;
  absl::Time told_at_ = absl::InfinitePast();
  int64_t told_number_ = 0;
};

}  // namespace boulevard::runtime::audit

#endif  // BOULEVARD_SERVICES_RUNTIME_AUDIT_CHAIN_H_
