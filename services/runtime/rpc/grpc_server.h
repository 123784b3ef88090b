#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_SERVER_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/rpc/backend.h"

namespace boulevard::runtime::rpc {

struct GrpcServerOptions {
  std::string address;  // "127.0.0.1:9090"; port 0 takes a free one
  // The services answered for; others are UNIMPLEMENTED.
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  int max_message_bytes = 4 * 1024 * 1024;
};

// Serves unary calls of any service over gRPC from a Backend, through one generic callback service: no
// generated service code. The token comes from the metadata "authorization", the trace from "traceparent".
// grpc.health.v1 answers for "" and each service.
class GrpcServer {
 public:
  // One clear sentence when the address is bad or the port taken.
  static absl::StatusOr<std::unique_ptr<GrpcServer>> Start(const GrpcServerOptions& options,
                                                           Backend& backend);
  ~GrpcServer();

  // What health answers: SERVING or NOT_SERVING.
  void SetServing(bool serving);
  // Refuses new calls, waits for those under way up to `drain`, then cancels them. Idempotent.
  void Stop(absl::Duration drain = absl::Seconds(10));
  std::string address() const;

 private:
  class Impl;
  explicit GrpcServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_SERVER_H_
