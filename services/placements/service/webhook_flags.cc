#include "services/placements/service/webhook_flags.h"

#include "services/runtime/config/flags.h"

namespace boulevard::placements {

void AddWebhookFlags(CLI::App& app, WebhookOptions& options) {
  using runtime::config::AddFlag;
  AddFlag(app, "--webhook-key", options.key_file,
          "File with the key that seals the secrets of webhooks, the same for all replicas: 32 characters or "
          "more that nobody can guess")
      ->check(CLI::ExistingFile);
  AddFlag(
      app, "--webhook-ca", options.ca_file,
      "PEM file of the authorities that receivers' certificates may come from; the system's when left out")
      ->check(CLI::ExistingFile);
}

}  // namespace boulevard::placements
