#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_DISPATCHER_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_DISPATCHER_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "absl/status/statusor.h"
#include "services/runtime/auth/token.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/rpc/backend.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime::rpc {

// The handlers of a process by method. Filled at start, then only read.
class Handlers {
 public:
  using Untyped =
      std::function<absl::StatusOr<MessagePtr>(const CallContext&, const google::protobuf::Message&)>;

  // Binds the method `name` of the service `Service`:
  //   handlers.Bind<v1::GetPlaceRequest, v1::Place>("boulevard.placements.v1.PlaceService.GetPlace", fn);
  // where fn takes (const CallContext&, const Request&) and gives absl::StatusOr<Response>. Ends the program
  // when there is no such method, its types are others, or it is bound twice.
  template <typename Request, typename Response, typename Function>
  void Bind(std::string_view method, Function function) {
    BindUntyped(method, *Request::descriptor(), *Response::descriptor(),
                [function = std::move(function)](
                    const CallContext& context,
                    const google::protobuf::Message& request) -> absl::StatusOr<MessagePtr> {
                  absl::StatusOr<Response> response = function(context, static_cast<const Request&>(request));
                  if (!response.ok()) return std::move(response).status();
                  return std::make_unique<Response>(*std::move(response));
                });
  }

  const Untyped* Find(const google::protobuf::MethodDescriptor& method) const;
  // Every method with a handler.
  std::vector<const google::protobuf::MethodDescriptor*> Methods() const;

 private:
  void BindUntyped(std::string_view method, const google::protobuf::Descriptor& request,
                   const google::protobuf::Descriptor& response, Untyped handler);

  std::vector<std::pair<const google::protobuf::MethodDescriptor*, Untyped>> handlers_;  // sorted by method
};

struct DispatcherOptions {
  int workers = 8;
  // Calls that wait for a worker. Short: a long queue turns an overload into a collapse.
  int queue = 64;
  absl::Duration default_deadline = absl::Seconds(10);
  absl::Duration longest_deadline = absl::Seconds(60);
};

// Runs calls on this process's own handlers, on a fixed set of workers behind a short queue. For every call,
// in this order: refuses when the queue is full (RESOURCE_EXHAUSTED with retry_after), drops it when it
// expired or was cancelled while it waited, authenticates, checks the declared roles (none declared:
// PERMISSION_DENIED), checks the declared field rules, runs the handler, turns what escapes it into INTERNAL
// with an incident id, counts it, and writes one log event. No handler does any of this by hand.
class Dispatcher final : public Backend {
 public:
  Dispatcher(Handlers handlers, const TokenVerifier& verifier, const Clock& clock, Registry& metrics,
             const DispatcherOptions& options = {});
  // Finishes the calls that it took.
  ~Dispatcher() override;

  void Call(const google::protobuf::MethodDescriptor& method, CallContext context, MessagePtr request,
            Done done) override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_DISPATCHER_H_
