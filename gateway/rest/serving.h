#ifndef BOULEVARD_GATEWAY_REST_SERVING_H_
#define BOULEVARD_GATEWAY_REST_SERVING_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "gateway/rest/front.h"
#include "gateway/rest/published.h"
#include "services/runtime/http/server.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::gateway::rest {

// How the REST API is served: what an operator may set, in the units of the flags, with its defaults.
struct Serving {
  std::string tls_certificate;
  std::string tls_key;
  size_t max_header_bytes = 16 * 1024;
  size_t max_body_bytes = 1024 * 1024;
  int max_connections = 16 * 1024;
  int max_connections_per_client = 2048;
  double header_seconds = 10;
  double transfer_seconds = 20;
  double idle_seconds = 60;
  double drain_seconds = 10;
  std::vector<std::string> cors_origins;
  double requests_per_second = 500;
  int burst = 1000;
  size_t compress_from_bytes = 2048;
  int max_event_streams = 4096;
  int max_event_streams_per_token = 100;
  double heartbeat_seconds = 15;
  PublishedOptions published;

  // Of the addresses: "https" with a certificate.
  std::string_view scheme() const { return tls_certificate.empty() ? "http" : "https"; }
  // What SIGHUP does to `server`; none without TLS, where there is nothing to read again.
  std::function<void()> Reload(runtime::http::Server& server) const;
};

// What a server needs to serve the REST API at `address`: its limits, and the headers that the NL GOV REST
// API Design Rules ask for on every response.
runtime::http::ServerOptions ServerOptionsOf(const Serving& serving, std::string address,
                                             runtime::Registry& metrics);

FrontOptions FrontOptionsOf(const Serving& serving);

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_SERVING_H_
