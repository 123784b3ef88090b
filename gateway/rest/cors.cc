#include "gateway/rest/cors.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace boulevard::gateway::rest {
namespace {

using runtime::http::Request;
using runtime::http::Response;

constexpr char kAllowOrigin[] = "Access-Control-Allow-Origin";
constexpr char kRequestHeaders[] =
    "Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, "
    "traceparent";
// What a page may read beside the headers that Fetch lets it read always.
constexpr char kResponseHeaders[] = "API-Version, ETag, Idempotency-Replayed, Link, Location, Retry-After";
// How long a browser keeps a preflight. Seconds; longer than this Chromium does not.
constexpr char kMaxAge[] = "7200";

// The value of the header that the gateway set, or empty.
std::string HeaderOf(const Response& response, std::string_view name) {
  const auto found =
      std::ranges::find(response.headers, name, [](const auto& header) { return header.first; });
  return found == response.headers.end() ? "" : found->second;
}

bool IsPreflight(const Request& request) {
  return request.method == "OPTIONS" && request.HasHeader("access-control-request-method");
}

bool IsHostByte(char c) {
  return absl::ascii_islower(static_cast<unsigned char>(c)) ||
         absl::ascii_isdigit(static_cast<unsigned char>(c)) ||
         std::string_view("-.:[]").find(c) != std::string_view::npos;
}

}  // namespace

void OpenToAll(Response& response) {
  response.headers.emplace_back(kAllowOrigin, "*");
}

bool Cors::IsOrigin(std::string_view text) {
  if (text == "*") return true;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!text.starts_with(scheme)) continue;
    const std::string_view host = text.substr(scheme.size());
    return !host.empty() && std::ranges::all_of(host, IsHostByte);
  }
  return false;
}

void Cors::AddHeaders(const Request& request, Response& response) const {
  if (origins_.empty() || !HeaderOf(response, kAllowOrigin).empty()) return;
  const bool everyone = Allows("*");
  // Also without an Origin: a cache must not give the answer to who has one.
  if (!everyone) response.headers.emplace_back("Vary", "Origin");
  const std::string_view origin = request.Header("origin");
  if (origin.empty() || !(everyone || Allows(origin))) return;
  response.headers.emplace_back(kAllowOrigin, everyone ? "*" : std::string(origin));
  if (!IsPreflight(request)) {
    response.headers.emplace_back("Access-Control-Expose-Headers", kResponseHeaders);
    return;
  }
  const std::string methods = HeaderOf(response, "Allow");
  if (methods.empty()) return;
  response.headers.emplace_back("Access-Control-Allow-Methods", methods);
  response.headers.emplace_back("Access-Control-Allow-Headers", kRequestHeaders);
  response.headers.emplace_back("Access-Control-Max-Age", kMaxAge);
}

bool Cors::Allows(std::string_view origin) const {
  return std::ranges::find(origins_, origin) != origins_.end();
}

}  // namespace boulevard::gateway::rest
