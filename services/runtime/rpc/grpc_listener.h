#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_LISTENER_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_LISTENER_H_

#include <memory>
#include <string>
#include <thread>

#include <grpcpp/server_builder.h>

#include "absl/status/statusor.h"

namespace boulevard::runtime::rpc {

// Takes connections for a gRPC server. gRPC's own listener ends for good when it is once refused a file
// descriptor; this one keeps one in reserve, with which it takes the connections that there is no room for
// and closes them.
class GrpcListener {
 public:
  using Server = grpc::experimental::ExternalConnectionAcceptor;

  // Listens; nothing is taken yet. One clear sentence when the address is bad or the port taken.
  static absl::StatusOr<std::unique_ptr<GrpcListener>> Listen(const std::string& address);
  // Stops.
  ~GrpcListener();
  GrpcListener(const GrpcListener&) = delete;
  GrpcListener& operator=(const GrpcListener&) = delete;

  // "127.0.0.1:9090", with the port that it is.
  const std::string& address() const { return address_; }
  // Hands connections to `server`, which has started, from now on.
  void Start(std::unique_ptr<Server> server);
  // No more of them, and nobody listens any more. Idempotent.
  void Stop();

 private:
  GrpcListener(std::string address, int listener);

  void Run();
  // False when it has to pause: nothing can be done about the error.
  bool TakeOne();
  bool RefuseOneWithSpare();

  const std::string address_;
  int listener_;
  const int stop_;
  int spare_;
  bool exhausted_ = false;  // as far as the log says
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_GRPC_LISTENER_H_
