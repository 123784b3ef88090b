#ifndef BOULEVARD_GATEWAY_TRANSCODE_PROBLEM_H_
#define BOULEVARD_GATEWAY_TRANSCODE_PROBLEM_H_

#include <string_view>

#include "absl/status/status.h"
#include "services/runtime/http/server.h"

namespace boulevard::gateway::transcode {

// The HTTP status of an error. FAILED_PRECONDITION is 409, but of an update that does not name the version
// that it changes 428, and of one that names an older version 412.
int HttpStatus(const absl::Status& status);

// `status`, which is an error, as application/problem+json (RFC 9457), with type about:blank left out:
// status, title, detail, and of its details errors[], currentState and allowedSteps, rules[], currentEtag,
// current, incidentId. 401 asks for a bearer token; 412 has the current ETag; 429 and 503 say when to come
// back, one second from now when it is not known, and others when it is. An error that is ours tells no more
// than its incident id.
runtime::http::Response ProblemResponse(const absl::Status& status);

// The same for what HTTP alone knows: 404, 405, 406, 415.
runtime::http::Response ProblemResponse(int http_status, std::string_view detail);

}  // namespace boulevard::gateway::transcode

#endif  // BOULEVARD_GATEWAY_TRANSCODE_PROBLEM_H_
