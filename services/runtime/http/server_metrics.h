#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_SERVER_METRICS_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_SERVER_METRICS_H_

#include <array>

#include "services/runtime/metrics/registry.h"

namespace boulevard::runtime::http {

// What a server turns away by itself, of which requests and routes do not tell.
enum class Refused {
  kConnectionLimit,  // all seats are taken
  kClientLimit,      // the client has as many connections as one may
  kDescriptors,      // the process has no file descriptor left
  kHandshake,        // TLS was not agreed on, or not in time
  kBadRequest,       // no HTTP, or one that could be read in two ways
  kTooLarge,         // head or body
  kTooSlow,          // a request that did not arrive, or an answer that was not taken, in time
};
inline constexpr int kRefusedKinds = 7;

// The metrics of one server:
//   boulevard_http_connections, boulevard_http_refused_total{reason}. Thread-safe.
class ServerMetrics {
 public:
  // Null: counts nowhere.
  explicit ServerMetrics(Registry* registry);

  void Opened() { Add(1); }
  void Closed() { Add(-1); }
  void Count(Refused reason);

 private:
  void Add(double change);

  prometheus::Gauge* connections_ = nullptr;
  std::array<prometheus::Counter*, kRefusedKinds> refused_{};
};

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_SERVER_METRICS_H_
