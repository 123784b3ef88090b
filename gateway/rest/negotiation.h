#ifndef BOULEVARD_GATEWAY_REST_NEGOTIATION_H_
#define BOULEVARD_GATEWAY_REST_NEGOTIATION_H_

#include <string>
#include <string_view>
#include <vector>

namespace boulevard::gateway::rest {

// Whether an Accept header (RFC 9110 12.5.1) leaves room for answers of `type`, as in "application/json". An
// absent one does.
bool Accepts(std::string_view accept, std::string_view type);
inline bool AcceptsJson(std::string_view accept) {
  return Accepts(accept, "application/json");
}

// Whether a Content-Type says application/json in UTF-8; `merge_patch`: or application/merge-patch+json.
bool IsJson(std::string_view content_type, bool merge_patch);

// "GET, HEAD, OPTIONS, POST" of the methods that a path has in the contract.
std::string AllowHeader(std::vector<std::string> methods);

// The token of "Bearer abc" (RFC 6750 2.1), or empty.
std::string_view BearerToken(std::string_view authorization);

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_NEGOTIATION_H_
