#include "services/runtime/http/server_metrics.h"

#include <string>
#include <string_view>

namespace boulevard::runtime::http {
namespace {

// In the order of Refused.
constexpr std::array<std::string_view, kRefusedKinds> kRefusalReasons{
    "connection_limit", "client_limit", "descriptors", "handshake", "bad_request", "too_large", "too_slow"};

}  // namespace

ServerMetrics::ServerMetrics(Registry* registry) {
  if (registry == nullptr) return;
  connections_ = &registry->Gauge("boulevard_http_connections", "Connections that are open");
  for (size_t i = 0; i < kRefusalReasons.size(); ++i) {
    refused_[i] =
        &registry->Counter("boulevard_http_refused_total", "Connections and requests that the server refused",
                           {{"reason", std::string(kRefusalReasons[i])}});
  }
}

void ServerMetrics::Count(Refused reason) {
  prometheus::Counter* const counter = refused_[static_cast<size_t>(reason)];
  if (counter != nullptr) counter->Increment();
}

void ServerMetrics::Add(double change) {
  if (connections_ != nullptr) connections_->Increment(change);
}

}  // namespace boulevard::runtime::http
