#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_REMOTE_BACKEND_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_REMOTE_BACKEND_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/runtime/rpc/backend.h"
#include "services/runtime/rpc/tls.h"

namespace boulevard::runtime::rpc {

class Replicas;

// Calls a service elsewhere over one long-lived channel. The token and the trace go along; the deadline does,
// less a margin for the way back. A peer that is not there gives UNAVAILABLE at once, and the channel
// reconnects by itself. Several addresses ("host:1,host:2") are replicas, taken in turn; those that are
// connected and serve come first, and a call that one of them did not begin because it stops goes to another.
class RemoteBackend final : public Backend {
 public:
  // `tls` is for all of them; see ChannelCredentialsOf.
  explicit RemoteBackend(const std::string& addresses, const TlsFiles& tls = {});
  // Waits for the calls under way. Not to be called from a Done.
  ~RemoteBackend() override;

  void Call(const google::protobuf::MethodDescriptor& method, CallContext context, MessagePtr request,
            Done done) override;
  // Messages are fetched as fast as the stream is read.
  std::shared_ptr<Stream> Open(const google::protobuf::MethodDescriptor& method, CallContext context,
                               MessagePtr request) override;
  bool Full() const override;

  // Asks each replica's grpc.health.v1, by the deadline, and spares those that do not serve. OK when one
  // does.
  absl::Status Check(absl::Time deadline);

 private:
  std::unique_ptr<Replicas> replicas_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_REMOTE_BACKEND_H_
