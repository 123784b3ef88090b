#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_CALL_METADATA_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_CALL_METADATA_H_

#include <string_view>

#include <grpcpp/client_context.h>
#include <grpcpp/server_context.h>

#include "absl/status/statusor.h"
#include "services/runtime/auth/call_context.h"

// What of a call travels beside its message, and by which name: written and read here alone.
namespace boulevard::runtime::rpc {

// Among the trailing metadata of a refusal: nothing of the call was done, another replica may be asked.
inline constexpr char kNotBegunMetadata[] = "boulevard-not-begun";

// The first of that name, or empty.
std::string_view MetadataOf(const grpc::ServerContextBase& from, const char* name);

// What the caller sent, without its idempotency key: whether a method takes one is the method's business.
CallContext ContextFrom(const grpc::ServerContextBase& from);
// The other way round, but for the deadline, which each attempt at the call has its own of.
void AddMetadata(const CallContext& context, grpc::ClientContext& to);

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_CALL_METADATA_H_
