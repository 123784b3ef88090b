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

class Stream;

// Where a call goes: handlers in this process (Dispatcher) or a service elsewhere (RemoteBackend).
// Thread-safe, never blocks.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual void Call(const google::protobuf::MethodDescriptor& method, CallContext context, MessagePtr request,
                    Done done) = 0;
  // The same for a method that streams its answer: the caller reads the stream to its end, or cancels it. A
  // refusal is the end of the stream too.
  virtual std::shared_ptr<Stream> Open(const google::protobuf::MethodDescriptor& method, CallContext context,
                                       MessagePtr request) = 0;
  // Whether a call would be refused now for there are too many: then nobody needs to read it first. From
  // memory, and no promise: a moment later it may be otherwise.
  virtual bool Full() const { return false; }
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_BACKEND_H_
