#include "services/runtime/service/log_failure.h"

#include <string>

#include "services/runtime/log/log.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::service {

void LogFailure(std::string_view event, const absl::Status& status) {
  if (status.ok()) return;
  const std::string code = absl::StatusCodeToString(status.code());
  log::Warning(event, {{"code", code}, {"reason", StdView(status.message())}});
}

}  // namespace boulevard::runtime::service
