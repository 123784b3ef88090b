#include "services/runtime/rpc/grpc_library.h"

#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <string_view>

#include <grpc/support/log.h>
#include <grpcpp/health_check_service_interface.h>

#include "services/runtime/log/log.h"

namespace boulevard::runtime::rpc {
namespace {

void LogPlace(gpr_log_func_args* line) {
  if (line->severity < GPR_LOG_SEVERITY_ERROR) return;
  log::Error("grpc", {{"file", line->file}, {"line", int64_t{line->line}}});
  // gRPC ends the process next.
  if (std::string_view(line->message).starts_with("assertion failed")) log::Flush();
}

}  // namespace

void PrepareGrpc() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (std::getenv("GRPC_VERBOSITY") == nullptr) gpr_set_log_function(LogPlace);
    grpc::EnableDefaultHealthCheckService(true);
  });
}

}  // namespace boulevard::runtime::rpc
