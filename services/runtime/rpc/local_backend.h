#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_LOCAL_BACKEND_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_LOCAL_BACKEND_H_

#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "services/runtime/rpc/backend.h"

namespace boulevard::runtime::rpc {

// A service in this process for another that may start before it and stop after it: they ask each other, so
// one of them has to be first. UNAVAILABLE while it is not there.
class LocalBackend final : public Backend {
 public:
  // From now on calls go there.
  void Connect(Backend& backend);
  // From now on none do; those that went there are not waited for.
  void Disconnect();

  void Call(const google::protobuf::MethodDescriptor& method, CallContext context, MessagePtr request,
            Done done) override;
  std::shared_ptr<Stream> Open(const google::protobuf::MethodDescriptor& method, CallContext context,
                               MessagePtr request) override;
  bool Full() const override;

 private:
  mutable absl::Mutex mutex_;
  Backend* backend_ ABSL_GUARDED_BY(mutex_) = nullptr;
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_LOCAL_BACKEND_H_
