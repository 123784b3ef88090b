#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_STATUS_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_STATUS_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace boulevard::runtime::rpc {

// The one map between absl::Status and gRPC. ErrorDetails travel in grpc-status-details-bin.
grpc::Status ToGrpc(const absl::Status& status);
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_STATUS_H_
