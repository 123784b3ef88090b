#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_SERVER_CALL_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_SERVER_CALL_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/generic/async_generic_service.h>

#include "services/runtime/rpc/backend.h"
#include "services/runtime/rpc/call_gate.h"
#include "services/runtime/rpc/open_streams.h"

// The server's side of one gRPC call, whatever its messages are. Each deletes itself when gRPC is done with
// it.
namespace boulevard::runtime::rpc {

struct ServerMethod {
  const google::protobuf::MethodDescriptor* descriptor;
  const google::protobuf::Message* request;  // the prototype
};

// What the calls of one server share.
struct ServerCalls {
  Backend& backend;
  CallGate gate;
  OpenStreams streams;
};

// Answers one call of the method, with one message or a stream of them. When the gate is closed by the time
// that the request is read, the call is refused, and its trailing metadata say that nothing was done.
grpc::ServerGenericBidiReactor* NewServerCall(const ServerMethod& method,
                                              grpc::GenericCallbackServerContext& context,
                                              ServerCalls& calls);

// Answers that there is no such method.
grpc::ServerGenericBidiReactor* NewUnimplemented(const grpc::GenericCallbackServerContext& context);

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_SERVER_CALL_H_
