#include "services/boulevard/serve_flags.h"

#include "gateway/rest/serving_flags.h"
#include "services/guidance/service/master_key_flags.h"
#include "services/guidance/service/retention_flags.h"
#include "services/placements/service/webhook_flags.h"
#include "services/runtime/access/token_flags.h"
#include "services/runtime/config/flags.h"
#include "services/runtime/rpc/tls_flags.h"

namespace boulevard {

void AddServeFlags(CLI::App& command, ServeOptions& options) {
  using runtime::config::AddFlag;
  using runtime::config::IsAddress;
  AddFlag(command, "--guidance-database", options.guidance_database,
          "As --database, which it goes with: the schema of guidance");
  AddFlag(command, "--http", options.listen.http, "REST")->check(IsAddress());
  AddFlag(command, "--grpc", options.listen.grpc, "gRPC")->check(IsAddress());
  AddFlag(command, "--metrics", options.listen.metrics, "Metrics")->check(IsAddress());
  AddFlag(command, "--development", options.development, "Accept tokens of 'boulevard token'");
  runtime::access::AddTokenFlags(command, options.tokens);
  runtime::rpc::AddServerTlsFlags(command, options.tls);
  placements::AddWebhookFlags(command, options.webhooks);
  AddFlag(command, "--allow-private-webhooks", options.webhooks.allow_private,
          "With --development: webhooks of this machine and its networks");
  guidance::AddMasterKeysFlag(command, options.master_keys, false);
  guidance::AddRetentionFlags(command, options.retention);
  AddFlag(command, "--workers", options.workers, "Calls at once")->check(CLI::Range(1, 64));
  gateway::rest::AddServingFlags(command, options.serving);
}

}  // namespace boulevard
