#include "gateway/rest/route_metrics.h"

#include <utility>

namespace boulevard::gateway::rest {

RouteMetrics::RouteMetrics(runtime::Registry& registry, std::string route, std::string method)
    : registry_(registry),
      route_(std::move(route)),
      method_(std::move(method)),
      duration_(registry.Latency("boulevard_http_request_duration_seconds",
                                 "Time from the request's arrival to its answer.",
                                 {{"route", route_}, {"method", method_}})) {}

void RouteMetrics::Count(int code, absl::Duration duration) {
  duration_.Observe(absl::ToDoubleSeconds(duration));
  absl::MutexLock lock(&mutex_);
  prometheus::Counter*& counter = by_code_[code];
  if (counter == nullptr) {
    counter = &registry_.Counter("boulevard_http_requests_total", "HTTP requests answered.",
                                 {{"route", route_}, {"method", method_}, {"code", std::to_string(code)}});
  }
  counter->Increment();
}

}  // namespace boulevard::gateway::rest
