#include "services/runtime/rpc/grpc_library.h"

#include <cstdlib>
#include <mutex>

#include <grpc/support/log.h>
#include <grpcpp/health_check_service_interface.h>

namespace boulevard::runtime::rpc {

void PrepareGrpc() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (std::getenv("GRPC_VERBOSITY") == nullptr) gpr_set_log_function([](gpr_log_func_args*) {});
    grpc::EnableDefaultHealthCheckService(true);
  });
}

}  // namespace boulevard::runtime::rpc
