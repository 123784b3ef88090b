#ifndef BOULEVARD_SERVICES_RUNTIME_HTTP_OPERATIONS_H_
#define BOULEVARD_SERVICES_RUNTIME_HTTP_OPERATIONS_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/runtime/http/server.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::runtime::http {

// Whether the process can do its work now; must answer from memory, without waiting.
using Readiness = std::function<absl::Status()>;

// Answers GET /metrics, /livez (200 while the process runs) and /readyz (200 or 503 with the reason);
// anything else 404. For the metrics port of every process, and for the gateway, which serves /livez and
// /readyz too.
Response Operations(const Request& request, Registry& metrics, const Readiness& ready);

// A server of its own for the above.
absl::StatusOr<std::unique_ptr<Server>> StartOperations(std::string address, Registry& metrics,
                                                        Readiness ready);

}  // namespace boulevard::runtime::http

#endif  // BOULEVARD_SERVICES_RUNTIME_HTTP_OPERATIONS_H_
