#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_DISPATCHER_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_DISPATCHER_H_

#include <memory>

#include <google/protobuf/descriptor.h>

#include "absl/time/time.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/rpc/backend.h"
#include "services/runtime/rpc/handlers.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime::rpc {

struct DispatcherOptions {
  int workers = 8;
  // Calls that wait for a worker. Short: a long queue turns an overload into a collapse.
  int queue = 64;
  absl::Duration default_deadline = absl::Seconds(10);
  absl::Duration longest_deadline = absl::Seconds(60);
  // Streams open at once: they hold memory, but no worker.
  int streams = 4096;
  // Then the stream ends with UNAVAILABLE and is to be opened again: with a token that is still good, and at
  // whichever replica there is by then.
  absl::Duration longest_stream = absl::Minutes(15);
};

// Runs calls on this process's own handlers, on a fixed set of workers behind a short queue. For every call,
// in this order: refuses when the queue is full (RESOURCE_EXHAUSTED) or no worker was free in time
// (UNAVAILABLE, both with retry_after), drops it when it expired or was cancelled while it waited,
// authenticates, checks the declared roles (none declared: PERMISSION_DENIED), checks the declared field
// rules, runs the handler, turns what escapes it into INTERNAL with an incident id, counts it, and writes one
// log event. No handler does any of this by hand. A stream is counted and logged at its end.
class Dispatcher final : public Backend {
 public:
  Dispatcher(Handlers handlers, const TokenVerifier& verifier, const Clock& clock, Registry& metrics,
             const DispatcherOptions& options = {});
  // Finishes the calls that it took, and ends the streams.
  ~Dispatcher() override;

  void Call(const google::protobuf::MethodDescriptor& method, CallContext context, MessagePtr request,
            Done done) override;
  std::shared_ptr<Stream> Open(const google::protobuf::MethodDescriptor& method, CallContext context,
                               MessagePtr request) override;
  bool Full() const override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_DISPATCHER_H_
