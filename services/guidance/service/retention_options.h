#ifndef BOULEVARD_SERVICES_GUIDANCE_SERVICE_RETENTION_OPTIONS_H_
#define BOULEVARD_SERVICES_GUIDANCE_SERVICE_RETENTION_OPTIONS_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/runtime/time/period.h"

namespace boulevard::guidance {

// How long what is kept, as runtime::Period takes it.
struct RetentionOptions {
  std::string closed_dossiers = "15y";  // Wmo 2015, article 5.3.4
  std::string access_log = "5y";        // NEN 7513
};

struct RetentionPeriods {
  // INVALID_ARGUMENT naming the flag. Dossiers are kept for two days or more: for one, an answer that was
  // given may be asked for again.
  static absl::StatusOr<RetentionPeriods> Parse(const RetentionOptions& options);

  runtime::Period closed_dossiers;
  runtime::Period access_log;
};

}  // namespace boulevard::guidance

#endif  // BOULEVARD_SERVICES_GUIDANCE_SERVICE_RETENTION_OPTIONS_H_
