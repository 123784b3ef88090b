#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_BACKEND_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_BACKEND_H_

#include <memory>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "services/runtime/auth/call_context.h"

namespace boulevard::runtime::rpc {

using MessagePtr = std::unique_ptr<google::protobuf::Message>;
// Called exactly once, from any thread.
using Done = absl::AnyInvocable<void(absl::StatusOr<MessagePtr>) &&>;

// Where a call goes: handlers in this process (Dispatcher) or a service elsewhere (RemoteBackend).
// Thread-safe, never blocks.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual void Call(const google::protobuf::MethodDescriptor& method, CallContext context, MessagePtr request,
                    Done done) = 0;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_BACKEND_H_
