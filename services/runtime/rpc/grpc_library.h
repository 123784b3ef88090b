#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_LIBRARY_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_LIBRARY_H_

namespace boulevard::runtime::rpc {

// Sets what gRPC keeps for the whole process: no log lines of its own, which have hosts in them and are no
// JSON, unless an operator asks for them by GRPC_VERBOSITY; and its health service. Idempotent.
void PrepareGrpc();

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_LIBRARY_H_
