#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_OUTGOING_CALL_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_OUTGOING_CALL_H_

#include <memory>
#include <string>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/byte_buffer.h>

#include "absl/status/status.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/rpc/backend.h"
#include "services/runtime/rpc/replicas.h"

namespace boulevard::runtime::rpc {

// A call to a service elsewhere, over the attempts that it takes. It is attempted again, on another replica,
// only when it is certain that nothing of it was done: the replica said so, because it stops.
class OutgoingCall {
 public:
  OutgoingCall(Replicas& replicas, const google::protobuf::MethodDescriptor& method, CallContext context,
               const google::protobuf::Message& request);

  // OK while it makes sense to attempt it: there are replicas, time is left, the caller is there.
  absl::Status MayStart() const;
  // Chooses the replica of the next attempt, and fills in what it sends along.
  Replica& NextAttempt(grpc::ClientContext& attempt);
  // Whether there should be another, after one that failed.
  bool ShouldRetry(const grpc::ClientContext& attempt, const grpc::Status& status);

  // "/package.Service/Method".
  const std::string& path() const { return path_; }
  const CallContext& context() const { return context_; }
  const grpc::ByteBuffer& request() const { return request_; }
  // For the answer to be read into.
  MessagePtr NewResponse() const;

 private:
  Replicas& replicas_;
  const google::protobuf::Message& response_;  // the prototype
  const CallContext context_;
  const std::string path_;
  grpc::ByteBuffer request_;
  Replica* replica_ = nullptr;  // of the last attempt
  size_t attempts_ = 0;
};

// What the caller is told. Hosts, and whatever else gRPC put into a status by itself, stay out of it.
absl::Status StatusOfAttempt(const grpc::Status& status);

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_OUTGOING_CALL_H_
