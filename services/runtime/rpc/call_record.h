#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_CALL_RECORD_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_CALL_RECORD_H_

#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/runtime/rpc/bound_method.h"

namespace boulevard::runtime::rpc {

// One call when it is over, as the log shows it.
struct CallRecord {
  const BoundMethod& method;
  std::string_view trace_id;
  std::string_view role;  // empty when there was no good token
  absl::Duration duration;
};

// Writes the call's line of the log, and gives what the caller is told. The cause of a fault of ours goes to
// the log alone, the caller gets the incident under which it is found there. A peer's incident keeps its
// name, so that one search finds it in every service that it passed.
absl::Status LogCall(const CallRecord& call, const absl::Status& result);

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_CALL_RECORD_H_
