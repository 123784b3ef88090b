#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_REFLECTION_CALL_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_REFLECTION_CALL_H_

#include <string_view>

#include <grpcpp/generic/async_generic_service.h>

#include "services/runtime/rpc/reflection.h"

namespace boulevard::runtime::rpc {

// Whether a call of that path ("/package.Service/Method") is for reflection: under its name, or that of
// v1alpha, which clients from before 2023 ask for.
bool IsReflection(std::string_view path);

// Answers one call of it: each request as it comes, until the caller has no more. Deletes itself when gRPC is
// done with it.
grpc::ServerGenericBidiReactor* NewReflectionCall(const Reflection& reflection);

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_REFLECTION_CALL_H_
