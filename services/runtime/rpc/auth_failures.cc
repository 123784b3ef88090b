#include "services/runtime/rpc/auth_failures.h"

#include <optional>
#include <string>

namespace boulevard::runtime::rpc {

AuthFailures::AuthFailures(Registry& metrics) {
  for (size_t i = 0; i < kAuthFaults; ++i) {
    counters_[i] = &metrics.Counter("boulevard_auth_failures_total", "Tokens that were not taken, by reason.",
                                    {{"reason", std::string(AuthFaultName(static_cast<AuthFault>(i)))}});
  }
}

void AuthFailures::Count(const absl::Status& refusal) {
  if (const std::optional<AuthFault> fault = AuthFaultOf(refusal)) {
    counters_[static_cast<size_t>(*fault)]->Increment();
  }
}

}  // namespace boulevard::runtime::rpc
