#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_REMOTE_BACKEND_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_REMOTE_BACKEND_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/runtime/rpc/backend.h"

namespace boulevard::runtime::rpc {

// Calls a service elsewhere over one long-lived channel. The token and the trace go along; the deadline does,
// less a margin for the way back. A peer that is not there gives UNAVAILABLE at once, and the channel
// reconnects by itself. Several addresses ("host:1,host:2") are replicas, taken in turn.
class RemoteBackend final : public Backend {
 public:
  explicit RemoteBackend(const std::string& addresses);
  // Waits for the calls under way. Not to be called from a Done.
  ~RemoteBackend() override;

  void Call(const google::protobuf::MethodDescriptor& method, CallContext context, MessagePtr request,
            Done done) override;

  // Asks the peer's grpc.health.v1, by the deadline. OK when it serves.
  absl::Status Check(absl::Time deadline);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_REMOTE_BACKEND_H_
