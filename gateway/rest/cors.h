#ifndef BOULEVARD_GATEWAY_REST_CORS_H_
#define BOULEVARD_GATEWAY_REST_CORS_H_

#include <string>
#include <string_view>
#include <vector>

#include "services/runtime/http/server.h"

namespace boulevard::gateway::rest {

// Lets any page read this answer: for what is public by rule, as /v1/openapi.json is by the API Design Rules.
void OpenToAll(runtime::http::Response& response);

// Which pages of other sites a browser lets use the API (the Fetch standard's CORS). Tokens are sent by the
// page and not by the browser, so that no credentials are allowed. Thread-safe.
class Cors {
 public:
  // "https://console.example.nl"; "*" is every origin; none: pages of this site alone.
  explicit Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {}

  // Whether `text` can be an origin of a browser: scheme, host in lower case and perhaps a port; or "*".
  static bool IsOrigin(std::string_view text);

  // Adds what a browser wants to see in the answer to a request from another site. The answer to OPTIONS,
  // with its Allow, becomes that to a preflight. An answer that is open already stays so.
  void AddHeaders(const runtime::http::Request& request, runtime::http::Response& response) const;

 private:
  bool Allows(std::string_view origin) const;

  const std::vector<std::string> origins_;
};

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_CORS_H_
