#ifndef BOULEVARD_SERVICES_BOULEVARD_SERVE_H_
#define BOULEVARD_SERVICES_BOULEVARD_SERVE_H_

#include <filesystem>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/rest/serving.h"
#include "services/boulevard/data_dir.h"
#include "services/guidance/service/service.h"
#include "services/placements/service/service.h"
#include "services/runtime/access/authenticator.h"
#include "services/runtime/rpc/tls.h"

namespace boulevard {

struct ServeOptions {
  std::filesystem::path data_dir;
  Endpoints listen = {"127.0.0.1:8080", "127.0.0.1:9090", "127.0.0.1:9100"};
  // URLs of the schemas of placements and guidance; both empty: a private database in the data directory.
  std::string database;
  std::string guidance_database;
  // Accept tokens signed with the data directory's own key.
  bool development = false;
  runtime::access::TokenOptions tokens;
  runtime::rpc::TlsFiles tls;  // for callers over gRPC
  placements::WebhookOptions webhooks;
  guidance::MasterKeyOptions master_keys;
  guidance::RetentionOptions retention;
  int workers = 8;
  gateway::rest::Serving serving;
};

// Gateway and services in one process, until SIGTERM or SIGINT; then 0. Prints one line when it is ready. An
// error is one clear sentence about what keeps it from starting. Call it before the first thread begins: it
// blocks those two signals.
absl::StatusOr<int> Serve(const ServeOptions& options);

}  // namespace boulevard

#endif  // BOULEVARD_SERVICES_BOULEVARD_SERVE_H_
