#ifndef BOULEVARD_SERVICES_RUNTIME_SERVICE_LOG_FAILURE_H_
#define BOULEVARD_SERVICES_RUNTIME_SERVICE_LOG_FAILURE_H_

#include <string_view>

#include "absl/status/status.h"

namespace boulevard::runtime::service {

// A line of the log for work that nobody waits for, when it failed: "offers not expired".
void LogFailure(std::string_view event, const absl::Status& status);

}  // namespace boulevard::runtime::service

#endif  // BOULEVARD_SERVICES_RUNTIME_SERVICE_LOG_FAILURE_H_
