#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_LIBRARY_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_LIBRARY_H_

namespace boulevard::runtime::rpc {

// Sets what gRPC keeps for the whole process: its errors go to our log, by place and without the text, which
// may name hosts (an operator sees the text with GRPC_VERBOSITY set); and its health service. Idempotent.
void PrepareGrpc();

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_LIBRARY_H_
