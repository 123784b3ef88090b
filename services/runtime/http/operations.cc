#include "services/runtime/http/operations.h"

#include <utility>

#include "services/runtime/http/message_head.h"

namespace boulevard::runtime::http {
namespace {

Response Text(int status, std::string body) {
  return {
      .status = status, .headers = {{"Content-Type", "text/plain; charset=utf-8"}}, .body = std::move(body)};
}

}  // namespace

Response Operations(const Request& request, Registry& metrics, const Readiness& ready) {
  const bool known = request.path == "/metrics" || request.path == "/livez" || request.path == "/readyz";
  if (!known) return Refusal(404, "There is /metrics, /livez and /readyz.");
  if (request.method != "GET" && request.method != "HEAD") {
    Response refusal = Refusal(405, "Only GET and HEAD are answered here.");
    refusal.headers.emplace_back("Allow", "GET, HEAD");
    return refusal;
  }
  if (request.path == "/livez") return Text(200, "ok\n");
  if (request.path == "/readyz") {
    const absl::Status status = ready();
    return status.ok() ? Text(200, "ok\n") : Text(503, std::string(status.message()) + "\n");
  }
  return {.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}},
          .body = metrics.Render()};
}

absl::StatusOr<std::unique_ptr<Server>> StartOperations(std::string address, Registry& metrics,
                                                        Readiness ready) {
  ServerOptions options;
  options.address = std::move(address);
  options.headers = {{"Cache-Control", "no-store"}};
  return Server::Start(options, [&metrics, ready = std::move(ready)](Request request, Respond respond) {
    std::move(respond)(Operations(request, metrics, ready));
  });
}

}  // namespace boulevard::runtime::http
