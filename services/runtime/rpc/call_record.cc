#include "services/runtime/rpc/call_record.h"

#include <optional>

#include "services/runtime/auth/auth_fault.h"
#include "services/runtime/log/log.h"
#include "services/runtime/rpc/random_hex.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::rpc {
namespace {

constexpr size_t kIncidentDigits = 16;

// Errors that tell of a fault of ours, and nothing that the caller could act on.
bool IsUnexpected(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss;
}

}  // namespace

absl::Status LogCall(const CallRecord& call, const absl::Status& result) {
  const std::string code = absl::StatusCodeToString(result.code());
  const double duration_ms = absl::ToDoubleMilliseconds(call.duration);
  if (const std::optional<AuthFault> fault = AuthFaultOf(result)) {
    log::Warning("rpc", {{"method", call.method.name()},
                         {"code", code},
                         {"duration_ms", duration_ms},
                         {"trace_id", call.trace_id},
                         {"reason", AuthFaultName(*fault)}});
    return result;
  }
  if (!IsUnexpected(result.code())) {
    log::Info("rpc", {{"method", call.method.name()},
                      {"code", code},
                      {"duration_ms", duration_ms},
                      {"trace_id", call.trace_id},
                      {"role", call.role}});
    return result;
  }
  std::string incident = DetailsOf(result).incident_id;
  if (incident.empty()) incident = RandomHex(kIncidentDigits);
  log::Error("rpc", {{"method", call.method.name()},
                     {"code", code},
                     {"duration_ms", duration_ms},
                     {"trace_id", call.trace_id},
                     {"role", call.role},
                     {"incident_id", incident},
                     {"cause", StdView(result.message())}});
  return Internal(incident);
}

}  // namespace boulevard::runtime::rpc
