#include "services/runtime/rpc/call_metadata.h"

#include <chrono>
#include <string>

#include "absl/strings/match.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/rpc/idempotency_key.h"
#include "services/runtime/rpc/trace_context.h"

namespace boulevard::runtime::rpc {
namespace {

constexpr char kAuthorization[] = "authorization";
constexpr std::string_view kScheme = "Bearer ";
// Goes on in place of what could not be a token, and perhaps not be sent: the service refuses, counts and
// logs the one as the other.
constexpr std::string_view kNoToken = "-";

// Of two there is no telling which counts: together they are no token.
std::string BearerToken(const grpc::ServerContextBase& from) {
  const std::string_view authorization = MetadataOf(from, kAuthorization);
  if (from.client_metadata().count(kAuthorization) > 1) return std::string(kNoToken);
  if (!absl::StartsWithIgnoreCase({authorization.data(), authorization.size()}, kScheme.data())) return {};
  return std::string(authorization.substr(kScheme.size()));
}

}  // namespace

std::string_view MetadataOf(const grpc::ServerContextBase& from, const char* name) {
  const auto found = from.client_metadata().find(name);
  return found == from.client_metadata().end() ? std::string_view()
                                               : std::string_view(found->second.data(), found->second.size());
}

CallContext ContextFrom(const grpc::ServerContextBase& from) {
  CallContext context;
  context.bearer_token = BearerToken(from);
  context.trace_id = TraceIdFrom(MetadataOf(from, "traceparent"));
  const std::chrono::system_clock::time_point deadline = from.deadline();
  if (deadline != std::chrono::system_clock::time_point::max()) context.deadline = absl::FromChrono(deadline);
  return context;
}

void AddMetadata(const CallContext& context, grpc::ClientContext& to) {
  to.AddMetadata("traceparent", Traceparent(context.trace_id));
  if (!context.bearer_token.empty()) {
    const std::string_view token =
        CouldBeToken(context.bearer_token) ? std::string_view(context.bearer_token) : kNoToken;
    to.AddMetadata(kAuthorization, std::string(kScheme).append(token));
  }
  if (!context.idempotency_key.empty()) to.AddMetadata("idempotency-key", context.idempotency_key);
}

}  // namespace boulevard::runtime::rpc
