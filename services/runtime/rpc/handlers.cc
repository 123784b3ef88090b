#include "services/runtime/rpc/handlers.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace boulevard::runtime::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::MethodDescriptor;

[[noreturn]] void CannotBind(std::string_view method, std::string_view why) {
  std::cerr << "cannot bind " << method << ": " << why << std::endl;
  std::abort();
}

}  // namespace

const MethodDescriptor& Handlers::Bindable(std::string_view method, const Descriptor& request,
                                           const Descriptor& response, bool streams) const {
  const auto& pool = *google::protobuf::DescriptorPool::generated_pool();
  const MethodDescriptor* descriptor = pool.FindMethodByName(std::string(method));
  if (descriptor == nullptr) CannotBind(method, "there is no such method");
  if (descriptor->client_streaming()) CannotBind(method, "its requests stream");
  if (descriptor->server_streaming() != streams)
    CannotBind(method, streams ? "it does not stream" : "it streams");
  if (descriptor->input_type() != &request || descriptor->output_type() != &response) {
    CannotBind(method, "it has other types");
  }
  if (FindEither(*descriptor) != nullptr) CannotBind(method, "it is bound already");
  return *descriptor;
}

void Handlers::BindUntyped(std::string_view method, const Descriptor& request, const Descriptor& response,
                           Untyped handler) {
  Add(Bindable(method, request, response, /*streams=*/false), std::move(handler));
}

void Handlers::BindUntypedStream(std::string_view method, const Descriptor& request,
                                 const Descriptor& response, UntypedStream handler) {
  Add(Bindable(method, request, response, /*streams=*/true), std::move(handler));
}

void Handlers::Add(const MethodDescriptor& method, Either handler) {
  const auto place = std::ranges::upper_bound(handlers_, &method, std::less<>(),
                                              [](const auto& entry) { return entry.first; });
  handlers_.emplace(place, &method, std::move(handler));
}

void Handlers::Wrap(const Wrapper& wrapper) {
  for (auto& [method, either] : handlers_) {
    auto* handler = std::get_if<Untyped>(&either);
    if (handler == nullptr) continue;
    *handler = [method = method, wrapper, wrapped = std::move(*handler)](
                   const CallContext& context, const google::protobuf::Message& request) {
      return wrapper(*method, context, request, wrapped);
    };
  }
}

const Handlers::Either* Handlers::FindEither(const MethodDescriptor& method) const {
  const auto found = std::ranges::lower_bound(handlers_, &method, std::less<>(),
                                              [](const auto& entry) { return entry.first; });
  return found != handlers_.end() && found->first == &method ? &found->second : nullptr;
}

const Handlers::Untyped* Handlers::Find(const MethodDescriptor& method) const {
  return std::get_if<Untyped>(FindEither(method));
}

const Handlers::UntypedStream* Handlers::FindStream(const MethodDescriptor& method) const {
  return std::get_if<UntypedStream>(FindEither(method));
}

std::vector<const MethodDescriptor*> Handlers::Methods() const {
  std::vector<const MethodDescriptor*> methods;
  for (const auto& [method, handler] : handlers_) methods.push_back(method);
  return methods;
}

}  // namespace boulevard::runtime::rpc
