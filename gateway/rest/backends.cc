#include "gateway/rest/backends.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/rpc/stream.h"

namespace boulevard::gateway::rest {

using runtime::rpc::Backend;
using runtime::rpc::Stream;

namespace {

absl::Status NotServed(const google::protobuf::MethodDescriptor& method) {
  return absl::UnimplementedError(absl::StrCat(method.service()->full_name(), " is not served here"));
}

}  // namespace

Backends::Map Backends::ByPackage(std::span<const google::protobuf::ServiceDescriptor* const> services,
                                  const Map& by_package) {
  Map backends;
  for (const auto* service : services) {
    const auto found = by_package.find(service->file()->package());
    if (found != by_package.end()) backends.emplace(service->full_name(), found->second);
  }
  return backends;
}

Backend* Backends::Find(const google::protobuf::ServiceDescriptor& service) const {
  const auto found = backends_.find(service.full_name());
  return found == backends_.end() ? nullptr : found->second;
}

void Backends::Call(const google::protobuf::MethodDescriptor& method, runtime::CallContext context,
                    runtime::rpc::MessagePtr request, runtime::rpc::Done done) {
  Backend* backend = Find(*method.service());
  if (backend == nullptr) return std::move(done)(NotServed(method));
  backend->Call(method, std::move(context), std::move(request), std::move(done));
}

std::shared_ptr<Stream> Backends::Open(const google::protobuf::MethodDescriptor& method,
                                       runtime::CallContext context, runtime::rpc::MessagePtr request) {
  Backend* backend = Find(*method.service());
  if (backend == nullptr) return Stream::Refused(NotServed(method));
  return backend->Open(method, std::move(context), std::move(request));
}

}  // namespace boulevard::gateway::rest
