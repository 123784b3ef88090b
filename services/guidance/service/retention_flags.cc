#include "services/guidance/service/retention_flags.h"

#include "services/runtime/config/flags.h"

namespace boulevard::guidance {

void AddKeepClosedDossiersFlag(CLI::App& app, RetentionOptions& options) {
  runtime::config::AddFlag(app, "--keep-closed-dossiers", options.closed_dossiers,
                           "How long after its closing a dossier is anonymised: 15y, 18m, 90d");
}

void AddRetentionFlags(CLI::App& app, RetentionOptions& options) {
  AddKeepClosedDossiersFlag(app, options);
  runtime::config::AddFlag(app, "--keep-access-log", options.access_log,
                           "How long the access log is kept: 5y, 60m");
}

}  // namespace boulevard::guidance
