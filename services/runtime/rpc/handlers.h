#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_HANDLERS_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_HANDLERS_H_

#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/runtime/rpc/backend.h"
#include "services/runtime/rpc/stream.h"

namespace boulevard::runtime::rpc {

// The handlers of a process by method. Filled at start, then only read.
class Handlers {
 public:
  using Untyped =
      std::function<absl::StatusOr<MessagePtr>(const CallContext&, const google::protobuf::Message&)>;
  using UntypedStream = std::function<absl::Status(const CallContext&, const google::protobuf::Message&,
                                                   std::shared_ptr<StreamSource>)>;

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

  // The same for a method that streams its answer. fn takes (const CallContext&, const Request&,
  // StreamWriter<Response>) and gives absl::Status: it hands the writer to whatever has the messages, and
  // returns; the stream goes on without a worker. An error ends the stream.
  template <typename Request, typename Response, typename Function>
  void BindStream(std::string_view method, Function function) {
    BindUntypedStream(
        method, *Request::descriptor(), *Response::descriptor(),
        [function = std::move(function)](const CallContext& context, const google::protobuf::Message& request,
                                         std::shared_ptr<StreamSource> source) -> absl::Status {
          return function(context, static_cast<const Request&>(request),
                          StreamWriter<Response>(std::move(source)));
        });
  }

  // What runs around a handler; it gets the handler itself, and calls it or answers without it.
  using Wrapper =
      std::function<absl::StatusOr<MessagePtr>(const google::protobuf::MethodDescriptor&, const CallContext&,
                                               const google::protobuf::Message&, const Untyped& handler)>;
  // Puts it around every handler that is bound by now, those of streams excepted.
  void Wrap(const Wrapper& wrapper);

  // Hears of a call that its role alone refuses, before the answer leaves; when it fails, so does the call.
  using RefusalListener = std::function<absl::Status(const google::protobuf::MethodDescriptor&,
                                                     const CallContext&, const google::protobuf::Message&)>;
  void OnRoleRefused(RefusalListener listener) { role_refused_ = std::move(listener); }
  absl::Status TellRoleRefused(const google::protobuf::MethodDescriptor& method, const CallContext& context,
                               const google::protobuf::Message& request) const {
    return role_refused_ ? role_refused_(method, context, request) : absl::OkStatus();
  }

  // Null when there is none of that kind.
  const Untyped* Find(const google::protobuf::MethodDescriptor& method) const;
  const UntypedStream* FindStream(const google::protobuf::MethodDescriptor& method) const;
  // Every method with a handler.
  std::vector<const google::protobuf::MethodDescriptor*> Methods() const;

 private:
  using Either = std::variant<Untyped, UntypedStream>;

  void BindUntyped(std::string_view method, const google::protobuf::Descriptor& request,
                   const google::protobuf::Descriptor& response, Untyped handler);
  void BindUntypedStream(std::string_view method, const google::protobuf::Descriptor& request,
                         const google::protobuf::Descriptor& response, UntypedStream handler);
  // Ends the program unless a handler of these types may be bound.
  const google::protobuf::MethodDescriptor& Bindable(std::string_view method,
                                                     const google::protobuf::Descriptor& request,
                                                     const google::protobuf::Descriptor& response,
                                                     bool streams) const;
  void Add(const google::protobuf::MethodDescriptor& method, Either handler);
  const Either* FindEither(const google::protobuf::MethodDescriptor& method) const;

  std::vector<std::pair<const google::protobuf::MethodDescriptor*, Either>> handlers_;  // sorted by method
  RefusalListener role_refused_;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_HANDLERS_H_
