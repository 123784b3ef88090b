#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_CALL_SERVICE_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_CALL_SERVICE_H_

#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/generic/async_generic_service.h>

#include "absl/container/flat_hash_map.h"
#include "services/runtime/rpc/backend.h"

namespace boulevard::runtime::rpc {

// Answers every unary method of some services from a Backend, whatever their messages are.
class CallService final : public grpc::CallbackGenericService {
 public:
  struct Method {
    const google::protobuf::MethodDescriptor* descriptor;
    const google::protobuf::Message* request;  // the prototype
  };

  CallService(const std::vector<const google::protobuf::ServiceDescriptor*>& services, Backend& backend);

  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override;

 private:
  Backend& backend_;
  absl::flat_hash_map<std::string, Method> methods_;  // by path, "/package.Service/Method"
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_CALL_SERVICE_H_
