#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_AUTH_FAILURES_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_AUTH_FAILURES_H_

#include <array>

#include "absl/status/status.h"
#include "services/runtime/auth/auth_fault.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::runtime::rpc {

// Counts tokens that were not taken, by reason. Every reason is there from the start, at zero: a rate over it
// sees the first one. Thread-safe.
class AuthFailures {
 public:
  explicit AuthFailures(Registry& metrics);

  // `refusal` is what a verifier gave.
  void Count(const absl::Status& refusal);

 private:
  std::array<prometheus::Counter*, kAuthFaults> counters_{};
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_AUTH_FAILURES_H_
