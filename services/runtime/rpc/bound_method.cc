#include "services/runtime/rpc/bound_method.h"

#include <google/protobuf/descriptor.pb.h>

#include "absl/strings/str_cat.h"
#include "boulevard/options/v1/options.pb.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::runtime::rpc {
namespace {

using google::protobuf::MethodDescriptor;

uint32_t BitOf(Role role) {
  return 1U << static_cast<int>(role);
}

uint32_t BitOf(options::v1::Role role) {
  switch (role) {
    case options::v1::ROLE_PROVIDER:
      return BitOf(Role::kProvider);
    case options::v1::ROLE_MENTOR:
      return BitOf(Role::kMentor);
    case options::v1::ROLE_COORDINATOR:
      return BitOf(Role::kCoordinator);
    case options::v1::ROLE_REFERRER:
      return BitOf(Role::kReferrer);
    case options::v1::ROLE_MUNICIPALITY:
      return BitOf(Role::kMunicipality);
    case options::v1::ROLE_ADMIN:
      return BitOf(Role::kAdmin);
    case options::v1::ROLE_SERVICE:
      return BitOf(Role::kService);
    default:
      return 0;
  }
}

Labels LabelsOf(const MethodDescriptor& method) {
  return {{"service", method.service()->full_name()}, {"method", method.name()}};
}

}  // namespace

BoundMethod::BoundMethod(const MethodDescriptor& method, Registry& metrics)
    : method_(method),
      name_(absl::StrCat(method.service()->full_name(), "/", method.name())),
      metrics_(metrics) {
  if (method.server_streaming()) {
    open_streams_ =
        &metrics.Gauge("boulevard_rpc_open_streams", "Streams that are read now.", LabelsOf(method));
  } else {
    duration_ = &metrics.Latency("boulevard_rpc_duration_seconds",
                                 "Time from a call's arrival to its answer.", LabelsOf(method));
  }
  for (const int role : method.options().GetExtension(options::v1::access).roles()) {
    allowed_roles_ |= BitOf(static_cast<options::v1::Role>(role));
  }
}

absl::Status BoundMethod::CheckRole(Role role) const {
  if ((allowed_roles_ & BitOf(role)) != 0) return absl::OkStatus();
  return absl::PermissionDeniedError(
      absl::StrCat("the role ", AbslView(RoleName(role)), " may not call ", name_));
}

void BoundMethod::Observe(absl::StatusCode code, absl::Duration duration) {
  duration_->Observe(absl::ToDoubleSeconds(duration));
  Count(code);
}

void BoundMethod::StreamOpened() {
  open_streams_->Increment();
}

void BoundMethod::StreamEnded(absl::StatusCode code) {
  open_streams_->Decrement();
  Count(code);
}

void BoundMethod::Count(absl::StatusCode code) {
  std::atomic<prometheus::Counter*>& cached = handled_.at(static_cast<size_t>(code));
  prometheus::Counter* counter = cached.load(std::memory_order_acquire);
  if (counter == nullptr) {
    Labels labels = LabelsOf(method_);
    labels["code"] = absl::StatusCodeToString(code);
    // Two threads may come here at once: the registry gives both the same child.
    counter = &metrics_.Counter("boulevard_rpc_handled_total", "Calls answered, by status code.", labels);
    cached.store(counter, std::memory_order_release);
  }
  counter->Increment();
}

}  // namespace boulevard::runtime::rpc
