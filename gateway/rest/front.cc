#include "gateway/rest/front.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "gateway/rest/negotiation.h"
#include "gateway/transcode/problem.h"
#include "services/runtime/http/compression.h"

namespace boulevard::gateway::rest {
namespace {

using runtime::http::Request;
using runtime::http::Response;

// Some megabytes when all are in use, and far more than a site has users.
constexpr size_t kMostBuckets = 64 * 1024;

prometheus::Counter& RefusedCounter(runtime::Registry& metrics, const char* by) {
  return metrics.Counter("boulevard_http_rate_limited_total", "Requests refused because they came too fast",
                         {{"by", by}});
}

Response TooMany(absl::Duration wait) {
  Response response = transcode::ProblemResponse(429, "You ask too often. Try again later.");
  const auto seconds = static_cast<int64_t>(std::ceil(absl::ToDoubleSeconds(wait)));
  response.headers.emplace_back("Retry-After", absl::StrCat(std::max(int64_t{1}, seconds)));
  return response;
}

std::string_view TokenOf(const Request& request) {
  return BearerToken(request.Header("authorization"));
}

}  // namespace

Front::Front(const FrontOptions& options, runtime::Registry& metrics)
    : compress_from_bytes_(options.compress_from_bytes),
      cors_(options.cors_origins),
      refused_tokens_(RefusedCounter(metrics, "token")),
      refused_clients_(RefusedCounter(metrics, "client")) {
  const RateLimit& limit = options.rate_limit;
  if (limit.per_second > 0) limits_.emplace(limit, kMostBuckets);
}

std::optional<Response> Front::Refuse(const Request& request) {
  if (!limits_) return std::nullopt;
  const std::string_view token = TokenOf(request);
  std::optional<absl::Duration> wait;
  if (!token.empty()) wait = limits_->tokens.TakeIfKnown(token, request.received);
  prometheus::Counter& refused = wait ? refused_tokens_ : refused_clients_;
  if (!wait) wait = limits_->clients.Take(request.client, request.received);
  if (*wait == absl::ZeroDuration()) return std::nullopt;
  refused.Increment();
  return TooMany(*wait);
}

void Front::Trust(const Request& request) {
  const std::string_view token = TokenOf(request);
  if (limits_ && !token.empty()) limits_->tokens.Add(token, request.received);
}

void Front::Finish(const Request& request, Response& response) const {
  cors_.AddHeaders(request, response);
  runtime::http::Compress(request, compress_from_bytes_, response);
}

}  // namespace boulevard::gateway::rest
