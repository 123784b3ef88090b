#include "services/runtime/rpc/call_service.h"

#include <limits>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/rpc/reflection_call.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime::rpc {

using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

// How many streams there may be is the business of the backend that has them.
CallService::CallService(const std::vector<const ServiceDescriptor*>& services, Backend& backend)
    : calls_{backend, {}, {std::numeric_limits<size_t>::max(), Clock::System()}}, reflection_(services) {
  auto& factory = *google::protobuf::MessageFactory::generated_factory();
  for (const ServiceDescriptor* service : services) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor* method = service->method(i);
      if (method->client_streaming()) continue;
      methods_.emplace(absl::StrCat("/", service->full_name(), "/", method->name()),
                       ServerMethod{method, factory.GetPrototype(method->input_type())});
    }
  }
}

grpc::ServerGenericBidiReactor* CallService::CreateReactor(grpc::GenericCallbackServerContext* context) {
  const auto found = methods_.find(context->method());
  if (found != methods_.end()) return NewServerCall(found->second, *context, calls_);
  if (IsReflection(context->method())) return NewReflectionCall(reflection_);
  return NewUnimplemented(*context);
}

void CallService::Drain() {
  calls_.gate.Close();
  calls_.streams.EndAll(absl::UnavailableError("the service is stopping"));
}

}  // namespace boulevard::runtime::rpc
