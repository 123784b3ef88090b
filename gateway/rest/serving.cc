#include "gateway/rest/serving.h"

#include <algorithm>

#include "gateway/rest/cors.h"
#include "gateway/rest/rest_gateway.h"

namespace boulevard::gateway::rest {

std::function<void()> Serving::Reload(runtime::http::Server& server) const {
  if (tls_certificate.empty()) return nullptr;
  return [&server] { server.ReloadTls(); };
}

runtime::http::ServerOptions ServerOptionsOf(const Serving& serving, std::string address,
                                             runtime::Registry& metrics) {
  runtime::http::ServerOptions options = RestServerOptions(std::move(address));
  options.tls = {.certificate = serving.tls_certificate, .key = serving.tls_key};
  options.max_header_bytes = serving.max_header_bytes;
  options.max_body_bytes = serving.max_body_bytes;
  options.max_connections = serving.max_connections;
  options.max_connections_per_client = serving.max_connections_per_client;
  options.header_timeout = absl::Seconds(serving.header_seconds);
  options.transfer_timeout = absl::Seconds(serving.transfer_seconds);
  options.idle_timeout = absl::Seconds(serving.idle_seconds);
  options.drain_timeout = absl::Seconds(serving.drain_seconds);
  // Who thinks for longer between two requests finds the connection closed, as after the idle time.
  options.drain_idle = std::min(options.drain_timeout, absl::Seconds(1));
  options.metrics = &metrics;
  // A page of another site shall be able to read why its request was refused, too.
  options.complete_refusal = [cors = Cors(serving.cors_origins)](const runtime::http::Request& request,
                                                                 runtime::http::Response& response) {
    cors.AddHeaders(request, response);
  };
  return options;
}

FrontOptions FrontOptionsOf(const Serving& serving) {
  return {.cors_origins = serving.cors_origins,
          .rate_limit = {.per_second = serving.requests_per_second, .burst = serving.burst},
          .compress_from_bytes = serving.compress_from_bytes,
          .events = {.most = serving.max_event_streams,
                     .most_of_one = serving.max_event_streams_per_token,
                     .heartbeat = absl::Seconds(serving.heartbeat_seconds)}};
}

}  // namespace boulevard::gateway::rest
