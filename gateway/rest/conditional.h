#ifndef BOULEVARD_GATEWAY_REST_CONDITIONAL_H_
#define BOULEVARD_GATEWAY_REST_CONDITIONAL_H_

#include <optional>
#include <string>
#include <string_view>

#include <google/protobuf/message.h>

#include "absl/status/status.h"
#include "services/runtime/http/server.h"

// Conditional requests (RFC 9110 13).
namespace boulevard::gateway::rest {

// A header that may come in several lines: they are one list. Nothing when it does not come.
std::optional<std::string> ListHeader(const runtime::http::Request& request, std::string_view name);

// Fills the field `etag` of an update request from If-Match, which may name several. Weak tags and those that
// are not of our making never match. A request that has no such field is left alone. INVALID_ARGUMENT naming
// the header when it is malformed.
absl::Status ReadIfMatch(const runtime::http::Request& request, google::protobuf::Message& message);

// Gives the answer to a read, and to a write that answers with the resource itself, its ETag: of a resource
// the field `etag`, of any other answer a weak one made from its body. A read becomes 304 when If-None-Match
// names it.
void AddEtag(const runtime::http::Request& request, const google::protobuf::Message& message,
             runtime::http::Response& response);

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_CONDITIONAL_H_
