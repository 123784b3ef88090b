#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_BOUND_METHOD_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_BOUND_METHOD_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

#include <google/protobuf/descriptor.h>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/runtime/auth/principal.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::runtime::rpc {

// What the dispatcher keeps of one method: who may call it, and its metrics. Thread-safe.
class BoundMethod {
 public:
  BoundMethod(const google::protobuf::MethodDescriptor& method, Registry& metrics);

  // PERMISSION_DENIED unless the contract lets the role call; nobody may when it declares none.
  absl::Status CheckRole(Role role) const;
  // Counts one answer.
  void Observe(absl::StatusCode code, absl::Duration duration);
  // Of a method that streams: counts the stream as open; then as answered, with how it ended.
  void StreamOpened();
  void StreamEnded(absl::StatusCode code);

  const google::protobuf::MethodDescriptor& descriptor() const { return method_; }
  // "boulevard.placements.v1.PlaceService/GetPlace".
  const std::string& name() const { return name_; }

 private:
  void Count(absl::StatusCode code);

  const google::protobuf::MethodDescriptor& method_;
  const std::string name_;
  Registry& metrics_;
  uint32_t allowed_roles_ = 0;                 // one bit for each runtime::Role
  prometheus::Histogram* duration_ = nullptr;  // of a method that answers once
  prometheus::Gauge* open_streams_ = nullptr;  // of a method that streams
  // By code, made when the code is first seen: most methods know two or three.
  std::array<std::atomic<prometheus::Counter*>, 17> handled_{};
};

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_BOUND_METHOD_H_
