#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_SERVER_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/rpc/backend.h"
#include "services/runtime/rpc/tls.h"

namespace boulevard::runtime::rpc {

// What one connection may ask of a server. Those of a gateway's callers, unless said otherwise.
struct ConnectionLimits {
  int message_bytes = 4 * 1024 * 1024;
  int metadata_bytes = 16 * 1024;
  int streams = 256;  // calls under way at once; more wait with their client
  // A connection that nothing was asked on for so long is closed, and one of that age too, once its calls are
  // over: so that callers spread over replicas that came later.
  absl::Duration idle = absl::Minutes(15);
  absl::Duration age = absl::Hours(1);
  // A peer whose machine is gone closes nothing: it is asked when it has been quiet for so long, and its
  // connection closed, its calls cancelled, when no answer comes in time.
  absl::Duration ask_every = absl::Minutes(1);
  absl::Duration answer_within = absl::Seconds(20);
};
// For other programs of the site, whose one connection carries what many callers ask.
ConnectionLimits SiteConnectionLimits();

struct GrpcServerOptions {
  std::string address;  // "127.0.0.1:9090"; port 0 takes a free one
  // The services answered for; others are UNIMPLEMENTED.
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  ConnectionLimits limits = {};
  TlsFiles tls = {};  // without a certificate: no TLS
  // How long Stop goes on answering that nothing was begun before it closes the connections: longer than the
  // callers take to notice (for a gateway a second, see BackendWatch), then none of their calls is lost.
  absl::Duration linger = absl::ZeroDuration();
};

// Serves any service over gRPC from a Backend, calls of one answer and streams of them, through one generic
// callback service: no generated service code. The token comes from the metadata "authorization", the trace
// from "traceparent". grpc.health.v1 answers for "" and each service, grpc.reflection.v1 for all of them.
class GrpcServer {
 public:
  // One clear sentence when the address is bad or the port taken.
  static absl::StatusOr<std::unique_ptr<GrpcServer>> Start(const GrpcServerOptions& options,
                                                           Backend& backend);
  ~GrpcServer();

  // What health answers: SERVING or NOT_SERVING.
  void SetServing(bool serving);
  // Ends the streams, refuses new calls as not begun, waits for those under way up to `drain`, then cancels
  // them. Idempotent.
  void Stop(absl::Duration drain = absl::Seconds(10));
  std::string address() const;

 private:
  class Impl;
  explicit GrpcServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_SERVER_H_
