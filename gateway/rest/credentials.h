#ifndef BOULEVARD_GATEWAY_REST_CREDENTIALS_H_
#define BOULEVARD_GATEWAY_REST_CREDENTIALS_H_

#include <string>

#include "absl/status/status.h"
#include "services/runtime/http/server.h"

namespace boulevard::gateway::rest {

// The token of "Authorization: Bearer abc" (RFC 6750 2.1), or empty. Of two such headers there is no telling
// which counts: together they give what is no token.
std::string BearerTokenOf(const runtime::http::Request& request);

// Makes the challenge of a 401 say more than "Bearer" when there was a token, and it was not good (RFC 6750
// 3).
void ExplainChallenge(const runtime::http::Request& request, const absl::Status& refusal,
                      runtime::http::Response& response);

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_CREDENTIALS_H_
