#ifndef BOULEVARD_GATEWAY_OPENAPI_PROBLEMS_H_
#define BOULEVARD_GATEWAY_OPENAPI_PROBLEMS_H_

#include <string>

#include "gateway/openapi/json.h"
#include "gateway/openapi/schemas.h"

namespace boulevard::gateway::openapi {

// The error answers, RFC 9457, that every operation shares: components by their reason phrase, "NotFound".
class Problems {
 public:
  // Adds the schemas of a problem to `schemas`, which must outlive this.
  explicit Problems(Schemas& schemas);

  // A reference to the answer of that status, which is one that this knows.
  Json Of(int status);
  // All that were asked for.
  Json TakeResponses() { return std::move(responses_); }

 private:
  Json Make(int status) const;

  Json schema_;
  Json responses_ = Json::object();
};

// A reference to one of SharedHeaders.
Json SharedHeader(std::string_view name);
// The headers of answers, #/components/headers: ApiVersion, which is on every one, ETag, IdempotencyReplayed,
// Location and RetryAfter.
Json SharedHeaders(std::string_view api_version);

}  // namespace boulevard::gateway::openapi

#endif  // BOULEVARD_GATEWAY_OPENAPI_PROBLEMS_H_
