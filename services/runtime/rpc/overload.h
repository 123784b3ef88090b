#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_OVERLOAD_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_OVERLOAD_H_

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::rpc {

// A queue of the default length is worked off well within this.
inline constexpr absl::Duration kRetryWhenFull = absl::Seconds(1);

// What a call is told that there is no room for: there are too many.
inline absl::Status TooManyCalls() {
  return WithDetails(absl::ResourceExhaustedError("too many calls wait already"),
                     {.retry_after = kRetryWhenFull});
}

// What a call is told that waited too long for a worker. Not that there are too many: few are enough when
// what the workers wait for themselves, such as the database, has gone and nobody has found it out yet.
inline absl::Status NoWorkerInTime() {
  return WithDetails(absl::UnavailableError("no worker was free in time"), {.retry_after = kRetryWhenFull});
}

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_OVERLOAD_H_
