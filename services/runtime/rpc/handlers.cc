#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "services/runtime/rpc/dispatcher.h"

namespace boulevard::runtime::rpc {
namespace {

using google::protobuf::MethodDescriptor;

[[noreturn]] void CannotBind(std::string_view method, std::string_view why) {
  std::cerr << "cannot bind " << method << ": " << why << std::endl;
  std::abort();
}

}  // namespace

void Handlers::BindUntyped(std::string_view method, const google::protobuf::Descriptor& request,
                           const google::protobuf::Descriptor& response, Untyped handler) {
  const auto& pool = *google::protobuf::DescriptorPool::generated_pool();
  const MethodDescriptor* descriptor = pool.FindMethodByName(std::string(method));
  if (descriptor == nullptr) CannotBind(method, "there is no such method");
  if (descriptor->client_streaming() || descriptor->server_streaming()) CannotBind(method, "it streams");
  if (descriptor->input_type() != &request || descriptor->output_type() != &response) {
    CannotBind(method, "it has other types");
  }
  if (Find(*descriptor) != nullptr) CannotBind(method, "it is bound already");
  const auto place = std::ranges::upper_bound(handlers_, descriptor, std::less<>(),
                                              [](const auto& entry) { return entry.first; });
  handlers_.emplace(place, descriptor, std::move(handler));
}

const Handlers::Untyped* Handlers::Find(const MethodDescriptor& method) const {
  const auto found = std::ranges::lower_bound(handlers_, &method, std::less<>(),
                                              [](const auto& entry) { return entry.first; });
  return found != handlers_.end() && found->first == &method ? &found->second : nullptr;
}

std::vector<const MethodDescriptor*> Handlers::Methods() const {
  std::vector<const MethodDescriptor*> methods;
  for (const auto& [method, handler] : handlers_) methods.push_back(method);
  return methods;
}

}  // namespace boulevard::runtime::rpc
