#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_IDEMPOTENCY_KEY_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_IDEMPOTENCY_KEY_H_

#include <string>
#include <string_view>

#include <google/protobuf/descriptor.h>

#include "absl/status/statusor.h"

namespace boulevard::runtime::rpc {

// Among the initial metadata of an answer ("true") when it is that of an earlier call with the same key.
inline constexpr char kReplayedMetadata[] = "idempotency-replayed";

// The key in the header (or gRPC metadata) of that name: a string of RFC 8941 as
// draft-ietf-httpapi-idempotency-key-header asks, or the same without its quotes. INVALID_ARGUMENT naming the
// header unless it is 1 to 255 visible ASCII characters, no quote or backslash among them.
absl::StatusOr<std::string> IdempotencyKeyFrom(std::string_view text);

// Whether the method writes, and is called over HTTP by anything but GET.
bool TakesIdempotencyKey(const google::protobuf::MethodDescriptor& method);

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_IDEMPOTENCY_KEY_H_
