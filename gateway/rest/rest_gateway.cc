#include "gateway/rest/rest_gateway.h"

#include <array>
#include <atomic>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gateway/rest/conditional.h"
#include "gateway/rest/credentials.h"
#include "gateway/rest/negotiation.h"
#include "gateway/transcode/json_writer.h"
#include "gateway/transcode/problem.h"
#include "gateway/transcode/request.h"
#include "services/runtime/log/log.h"
#include "services/runtime/rpc/idempotency_key.h"
#include "services/runtime/rpc/overload.h"
#include "services/runtime/rpc/trace_context.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::gateway::rest {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::ServiceDescriptor;
using routing::Binding;
using routing::Match;
using runtime::http::Request;
using runtime::http::Respond;
using runtime::http::Response;
using transcode::ProblemResponse;

constexpr std::array<std::string_view, 7> kMethods{"GET",   "HEAD",   "POST",   "PUT",
                                                   "PATCH", "DELETE", "OPTIONS"};
constexpr char kAllMethods[] = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
constexpr std::string_view kOtherMethod = "other";

// The answer to a request that does not get as far as its method, or none.
std::optional<Response> Refuse(const Request& request, const Match& match) {
  if (request.path == "*") return Response{.status = 204, .headers = {{"Allow", kAllMethods}}};
  if (match.binding == nullptr && match.allowed.empty()) {
    return ProblemResponse(404, "There is nothing at this path.");
  }
  if (match.binding == nullptr) {
    Response response = request.method == "OPTIONS"
                            ? Response{.status = 204}
                            : ProblemResponse(405, "This path does not have that method.");
    response.headers.emplace_back("Allow", AllowHeader(match.allowed));
    return response;
  }
  if (match.binding->events && !Accepts(request.Header("accept"), "text/event-stream")) {
    return ProblemResponse(406, "Answers are text/event-stream.");
  }
  if (!match.binding->events && !AcceptsJson(request.Header("accept"))) {
    return ProblemResponse(406, "Answers are application/json.");
  }
  if (!request.body.empty() && !IsJson(request.Header("content-type"), request.method == "PATCH")) {
    return ProblemResponse(415, "Send the body as application/json.");
  }
  return std::nullopt;
}

// What headers say of the call beside who makes it, and of the version that it changes.
absl::Status ReadHeaders(const Request& request, const Binding& binding, Message& message,
                         runtime::CallContext& context) {
  const std::optional<std::string> key = ListHeader(request, "idempotency-key");
  if (key && runtime::rpc::TakesIdempotencyKey(*binding.method)) {
    ASSIGN_OR_RETURN(context.idempotency_key, runtime::rpc::IdempotencyKeyFrom(*key));
    context.replayed = std::make_shared<std::atomic<bool>>(false);
  }
  RETURN_IF_ERROR(ReadLastEventId(binding, request, message));
  return ReadIfMatch(request, message);
}

// An error of ours that nobody below has named gets the trace as its incident.
Response Failure(const absl::Status& status, const Request& request, const std::string& trace_id) {
  const bool ours = transcode::HttpStatus(status) == 500;
  if (!ours || !runtime::DetailsOf(status).incident_id.empty()) {
    Response problem = ProblemResponse(status);
    ExplainChallenge(request, status, problem);
    return problem;
  }
  runtime::log::Error("unnamed error",
                      {{"code", int64_t{status.raw_code()}}, {"incident_id", std::string_view(trace_id)}});
  return ProblemResponse(runtime::Internal(trace_id));
}

}  // namespace

// What is known of a binding before any request.
struct RestGateway::Route {
  Route(const Binding& route_binding, runtime::rpc::Backend& route_backend, runtime::Registry& registry)
      : binding(route_binding),
        backend(route_backend),
        metrics(registry, binding.path_template, binding.http_method),
        is_empty(binding.method->output_type()->full_name() == "google.protobuf.Empty") {
    const bool creates = binding.http_method == "POST" && binding.method->name().starts_with("Create");
    const FieldDescriptor* id = binding.method->output_type()->FindFieldByName("id");
    if (creates && id != nullptr && id->cpp_type() == FieldDescriptor::CPPTYPE_STRING) created_id = id;
  }

  Response Render(const Request& request, const Message& message) {
    Response response;
    if (is_empty) {
      response.status = 204;
      return response;
    }
    response.headers.emplace_back("Content-Type", "application/json");
    if (created_id != nullptr) {
      response.status = 201;
      const std::string id = message.GetReflection()->GetString(message, created_id);
      response.headers.emplace_back("Location", absl::StrCat(request.path, "/", id));
    }
    response.body.reserve(usual_size.load(std::memory_order_relaxed));
    if (binding.response_body != nullptr) {
      transcode::WriteJsonField(message, *binding.response_body, response.body);
    } else {
      transcode::WriteJson(message, response.body);
    }
    usual_size.store(response.body.size(), std::memory_order_relaxed);
    AddEtag(request, message, response);
    return response;
  }

  const Binding& binding;
  runtime::rpc::Backend& backend;
  RouteMetrics metrics;
  const bool is_empty;
  // The id in the response, when the method makes something.
  const FieldDescriptor* created_id = nullptr;
  // Of the last body: the next one is likely to be as large, and growing into it costs more than writing it.
  std::atomic<size_t> usual_size = 0;
};

// One request on its way.
struct RestGateway::Exchange {
  Request request;
  Respond respond;
  std::string trace_id;
  Route* route = nullptr;
  // Set by the call when its answer is that of an earlier one; null when it cannot be.
  std::shared_ptr<std::atomic<bool>> replayed;
};

runtime::http::ServerOptions RestServerOptions(std::string address) {
  runtime::http::ServerOptions options;
  options.address = std::move(address);
  options.headers = {{"API-Version", std::string(kApiVersion)},
                     {"Cache-Control", "no-store"},
                     {"Content-Security-Policy", "frame-ancestors 'none'"},
                     {"Referrer-Policy", "no-referrer"},
                     {"Strict-Transport-Security", "max-age=31536000"},
                     {"X-Content-Type-Options", "nosniff"},
                     {"X-Frame-Options", "DENY"}};
  return options;
}

RestGateway::RestGateway(routing::Router router, Backends backends, runtime::Registry& metrics,
                         runtime::http::Readiness ready, const FrontOptions& front)
    : router_(std::move(router)),
      backends_(std::move(backends)),
      metrics_(metrics),
      ready_(std::move(ready)),
      front_(front, metrics),
      event_streams_(front.events, metrics),
      too_many_(ProblemResponse(runtime::rpc::TooManyCalls())) {}

RestGateway::~RestGateway() = default;

absl::StatusOr<std::unique_ptr<RestGateway>> RestGateway::Build(
    std::span<const ServiceDescriptor* const> services, Backends::Map backends, runtime::Registry& metrics,
    runtime::http::Readiness ready, const FrontOptions& front) {
  ASSIGN_OR_RETURN(routing::Router router, routing::Router::Build(services));
  std::unique_ptr<RestGateway> gateway(
      new RestGateway(std::move(router), Backends(std::move(backends)), metrics, std::move(ready), front));
  for (const auto& binding : gateway->router_.bindings()) {
    const ServiceDescriptor& service = *binding->method->service();
    runtime::rpc::Backend* backend = gateway->backends_.Find(service);
    if (backend == nullptr) {
      return absl::FailedPreconditionError(absl::StrCat(service.full_name(), " has no backend"));
    }
    gateway->routes_.emplace(binding.get(), std::make_unique<Route>(*binding, *backend, metrics));
  }
  const auto add_unrouted = [&](std::string_view method) {
    gateway->unrouted_.emplace(method, std::make_unique<RouteMetrics>(metrics, "none", std::string(method)));
  };
  for (const std::string_view method : kMethods) add_unrouted(method);
  add_unrouted(kOtherMethod);
  return gateway;
}

absl::Status RestGateway::Publish(std::span<const ServiceDescriptor* const> services,
                                  const PublishedOptions& options) {
  ASSIGN_OR_RETURN(published_, Published::Build(services, options));
  return absl::OkStatus();
}

void RestGateway::Handle(Request request, Respond respond) {
  if (request.path == "/livez" || request.path == "/readyz") {
    return std::move(respond)(runtime::http::Operations(request, metrics_, ready_));
  }
  const Match match = router_.Find(request.method == "HEAD" ? "GET" : request.method, request.path);
  Route* const route = match.binding == nullptr ? nullptr : routes_.at(match.binding).get();
  if (std::optional<Response> too_fast = front_.Refuse(request)) {
    return TurnAway(request, route, *std::move(too_fast), std::move(respond));
  }
  if (route != nullptr && route->backend.Full()) {
    return TurnAway(request, route, too_many_, std::move(respond));
  }
  auto exchange = std::make_unique<Exchange>();
  exchange->trace_id = runtime::rpc::TraceIdFrom(request.Header("traceparent"));
  exchange->request = std::move(request);
  exchange->respond = std::move(respond);
  exchange->route = route;
  if (published_) {
    if (std::optional<Response> page = published_->Answer(exchange->request)) {
      return Finish(*exchange, *std::move(page));
    }
  }
  if (std::optional<Response> refusal = Refuse(exchange->request, match)) {
    return Finish(*exchange, *std::move(refusal));
  }
  Dispatch(std::move(exchange), match);
}

void RestGateway::Dispatch(std::unique_ptr<Exchange> exchange, const Match& match) {
  const Request& request = exchange->request;
  absl::StatusOr<runtime::rpc::MessagePtr> message = transcode::BuildRequest(
      *match.binding, {.variables = match.variables, .query = request.query, .body = request.body});
  if (!message.ok()) return Finish(*exchange, ProblemResponse(message.status()));
  runtime::CallContext context;
  if (const absl::Status read = ReadHeaders(request, *match.binding, **message, context); !read.ok()) {
    return Finish(*exchange, ProblemResponse(read));
  }
  exchange->replayed = context.replayed;
  context.bearer_token = BearerTokenOf(request);
  context.deadline = request.received + kDeadline;
  context.trace_id = exchange->trace_id;
  context.cancelled = request.abandoned;
  Route& route = *exchange->route;
  if (match.binding->events) {
    return OpenStream(std::move(exchange), std::move(context), *std::move(message));
  }
  route.backend.Call(*route.binding.method, std::move(context), *std::move(message),
                     [this, exchange = std::move(exchange)](absl::StatusOr<runtime::rpc::MessagePtr> result) {
                       if (result.ok()) front_.Trust(exchange->request);
                       Finish(*exchange,
                              result.ok() ? exchange->route->Render(exchange->request, **result)
                                          : Failure(result.status(), exchange->request, exchange->trace_id));
                     });
}

void RestGateway::OpenStream(std::unique_ptr<Exchange> exchange, runtime::CallContext context,
                             runtime::rpc::MessagePtr message) {
  Route& route = *exchange->route;
  event_streams_.Open(route.binding, route.backend, std::move(context), std::move(message),
                      [this, exchange = std::move(exchange)](absl::StatusOr<Response> opened) {
                        if (opened.ok()) front_.Trust(exchange->request);
                        Finish(*exchange,
                               opened.ok() ? *std::move(opened)
                                           : Failure(opened.status(), exchange->request, exchange->trace_id));
                      });
}

// Before anything is read, checked or made, and without a line of the log of its own: under overload most
// requests end here, and what they cost is taken from those that are answered.
void RestGateway::TurnAway(const Request& request, Route* route, Response response, Respond respond) {
  MetricsOf(request, route).Count(response.status, absl::Now() - request.received);
  turned_away_.Count();
  front_.Finish(request, response);
  std::move(respond)(std::move(response));
}

RouteMetrics& RestGateway::MetricsOf(const Request& request, Route* route) {
  if (route != nullptr) return route->metrics;
  const auto found = unrouted_.find(request.method);
  return found != unrouted_.end() ? *found->second : *unrouted_.at(std::string(kOtherMethod));
}

void RestGateway::Finish(Exchange& exchange, Response response) {
  const Request& request = exchange.request;
  front_.Finish(request, response);
  const absl::Duration duration = absl::Now() - request.received;
  MetricsOf(request, exchange.route).Count(response.status, duration);
  runtime::log::Info(
      "http",
      {{"method", unrouted_.contains(request.method) ? std::string_view(request.method) : kOtherMethod},
       {"route",
        exchange.route == nullptr ? "none" : std::string_view(exchange.route->binding.path_template)},
       {"code", int64_t{response.status}},
       {"duration_ms", absl::ToDoubleMilliseconds(duration)},
       {"trace_id", std::string_view(exchange.trace_id)}});
  if (exchange.replayed != nullptr && *exchange.replayed) {
    response.headers.emplace_back("Idempotency-Replayed", "true");
  }
  // Last: once all are answered, the gateway may go.
  std::move(exchange.respond)(std::move(response));
}

}  // namespace boulevard::gateway::rest
