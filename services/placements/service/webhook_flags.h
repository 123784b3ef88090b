#ifndef BOULEVARD_SERVICES_PLACEMENTS_SERVICE_WEBHOOK_FLAGS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_SERVICE_WEBHOOK_FLAGS_H_

#include "services/placements/service/service.h"

namespace CLI {
class App;
}

namespace boulevard::placements {

// All but those that are for development.
void AddWebhookFlags(CLI::App& app, WebhookOptions& options);

}  // namespace boulevard::placements

#endif  // BOULEVARD_SERVICES_PLACEMENTS_SERVICE_WEBHOOK_FLAGS_H_
