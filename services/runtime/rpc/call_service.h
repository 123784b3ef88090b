#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_CALL_SERVICE_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_CALL_SERVICE_H_

#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <grpcpp/generic/async_generic_service.h>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "services/runtime/rpc/backend.h"
#include "services/runtime/rpc/reflection.h"
#include "services/runtime/rpc/server_call.h"

namespace boulevard::runtime::rpc {

// Answers the methods of some services from a Backend, whatever their messages are, and reflection over these
// services. A method whose requests stream is UNIMPLEMENTED.
class CallService final : public grpc::CallbackGenericService {
 public:
  CallService(const std::vector<const google::protobuf::ServiceDescriptor*>& services, Backend& backend);

  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override;

  // From now on lets no call begin, and ends the streams.
  void Drain();
  // Waits until no call is under way, or for the deadline.
  void AwaitNone(absl::Time deadline) { calls_.gate.AwaitNone(deadline); }

 private:
  ServerCalls calls_;
  const Reflection reflection_;
  absl::flat_hash_map<std::string, ServerMethod> methods_;  // by path, "/package.Service/Method"
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_CALL_SERVICE_H_
