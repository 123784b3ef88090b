#ifndef BOULEVARD_GATEWAY_REST_REST_GATEWAY_H_
#define BOULEVARD_GATEWAY_REST_REST_GATEWAY_H_

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>

#include <google/protobuf/descriptor.h>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gateway/rest/api_version.h"
#include "gateway/rest/backends.h"
#include "gateway/rest/event_streams.h"
#include "gateway/rest/front.h"
#include "gateway/rest/published.h"
#include "gateway/rest/route_metrics.h"
#include "gateway/routing/router.h"
#include "services/runtime/http/operations.h"
#include "services/runtime/http/server.h"
#include "services/runtime/log/tally.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::gateway::rest {

// How long a call may take.
inline constexpr absl::Duration kDeadline = absl::Seconds(10);

// What a server needs to serve the REST API at `address`: its limits, and the headers that the NL GOV REST
// API Design Rules ask for on every response.
runtime::http::ServerOptions RestServerOptions(std::string address);

// Services as a REST API: finds the method that a request means, makes its message, calls the backend, and
// writes what comes back. Also answers /livez and /readyz. Thread-safe; must outlive the calls under way.
class RestGateway {
 public:
  // INVALID_ARGUMENT for a fault in the HTTP forms of `services`, FAILED_PRECONDITION for a service without a
  // backend.
  static absl::StatusOr<std::unique_ptr<RestGateway>> Build(
      std::span<const google::protobuf::ServiceDescriptor* const> services, Backends::Map backends,
      runtime::Registry& metrics, runtime::http::Readiness ready, const FrontOptions& front = {});

  ~RestGateway();

  // Answers what is published too, beside the calls; before the first request. As Published::Build.
  absl::Status Publish(std::span<const google::protobuf::ServiceDescriptor* const> services,
                       const PublishedOptions& options);

  // Answers one request: a runtime::http::Handler.
  void Handle(runtime::http::Request request, runtime::http::Respond respond);
  runtime::http::Handler AsHandler() {
    return [this](runtime::http::Request request, runtime::http::Respond respond) {
      Handle(std::move(request), std::move(respond));
    };
  }

 private:
  struct Route;
  struct Exchange;

  RestGateway(routing::Router router, Backends backends, runtime::Registry& metrics,
              runtime::http::Readiness ready, const FrontOptions& front);

  void Dispatch(std::unique_ptr<Exchange> exchange, const routing::Match& match);
  void OpenStream(std::unique_ptr<Exchange> exchange, runtime::CallContext context,
                  runtime::rpc::MessagePtr message);
  void TurnAway(const runtime::http::Request& request, Route* route, runtime::http::Response response,
                runtime::http::Respond respond);
  RouteMetrics& MetricsOf(const runtime::http::Request& request, Route* route);
  // Answers, counts and logs.
  void Finish(Exchange& exchange, runtime::http::Response response);

  const routing::Router router_;
  const Backends backends_;
  runtime::Registry& metrics_;
  const runtime::http::Readiness ready_;
  Front front_;
  EventStreams event_streams_;
  std::optional<Published> published_;
  const runtime::http::Response too_many_;
  runtime::log::Tally turned_away_{"requests turned away"};
  std::unordered_map<const routing::Binding*, std::unique_ptr<Route>> routes_;
  std::unordered_map<std::string, std::unique_ptr<RouteMetrics>> unrouted_;  // by HTTP method
};

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_REST_GATEWAY_H_
