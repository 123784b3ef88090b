#ifndef BOULEVARD_GATEWAY_REST_BACKENDS_H_
#define BOULEVARD_GATEWAY_REST_BACKENDS_H_

#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "services/runtime/rpc/backend.h"

namespace boulevard::gateway::rest {

// Where the calls of each service go, by the service's full name. A service without an entry is
// UNIMPLEMENTED. The backends must outlive it. Thread-safe.
class Backends final : public runtime::rpc::Backend {
 public:
  using Map = std::map<std::string, runtime::rpc::Backend*>;

  // Each of `services` to the backend of its package: "boulevard.placements.v1".
  static Map ByPackage(std::span<const google::protobuf::ServiceDescriptor* const> services,
                       const Map& by_package);

  explicit Backends(Map backends) : backends_(std::move(backends)) {}

  // Null when there is none.
  runtime::rpc::Backend* Find(const google::protobuf::ServiceDescriptor& service) const;

  void Call(const google::protobuf::MethodDescriptor& method, runtime::CallContext context,
            runtime::rpc::MessagePtr request, runtime::rpc::Done done) override;
  std::shared_ptr<runtime::rpc::Stream> Open(const google::protobuf::MethodDescriptor& method,
                                             runtime::CallContext context,
                                             runtime::rpc::MessagePtr request) override;

 private:
  const Map backends_;
};

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_BACKENDS_H_
