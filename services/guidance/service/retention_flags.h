#ifndef BOULEVARD_SERVICES_GUIDANCE_SERVICE_RETENTION_FLAGS_H_
#define BOULEVARD_SERVICES_GUIDANCE_SERVICE_RETENTION_FLAGS_H_

#include "services/guidance/service/retention_options.h"

namespace CLI {
class App;
}

namespace boulevard::guidance {

// --keep-closed-dossiers.
void AddKeepClosedDossiersFlag(CLI::App& app, RetentionOptions& options);
// The same and --keep-access-log.
void AddRetentionFlags(CLI::App& app, RetentionOptions& options);

}  // namespace boulevard::guidance

#endif  // BOULEVARD_SERVICES_GUIDANCE_SERVICE_RETENTION_FLAGS_H_
