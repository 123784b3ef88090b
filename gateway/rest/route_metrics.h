#ifndef BOULEVARD_GATEWAY_REST_ROUTE_METRICS_H_
#define BOULEVARD_GATEWAY_REST_ROUTE_METRICS_H_

#include <map>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::gateway::rest {

// The metrics of one route and HTTP method:
//   boulevard_http_requests_total{route,method,code}, boulevard_http_request_duration_seconds{route,method}.
// Thread-safe.
class RouteMetrics {
 public:
  // `route` is the path's template, or "none" for a path that has none. HEAD counts as the GET that it is.
  RouteMetrics(runtime::Registry& registry, std::string route, std::string method);

  void Count(int code, absl::Duration duration);

 private:
  runtime::Registry& registry_;
  const std::string route_;
  const std::string method_;
  prometheus::Histogram& duration_;
  absl::Mutex mutex_;
  std::map<int, prometheus::Counter*> by_code_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_ROUTE_METRICS_H_
