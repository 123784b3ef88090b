#ifndef BOULEVARD_SERVICES_RUNTIME_AUTH_CALL_CONTEXT_H_
#define BOULEVARD_SERVICES_RUNTIME_AUTH_CALL_CONTEXT_H_

#include <atomic>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "services/runtime/auth/principal.h"

namespace boulevard::runtime {

// What belongs to one call beside its message. Plain: domain code may hold it.
struct CallContext {
  std::string bearer_token;  // without "Bearer "; empty when there was none
  // Every call has one; what is left of it is passed on.
  absl::Time deadline = absl::InfiniteFuture();
  // W3C trace context: 32 hex digits, made at the edge when the caller sent none.
  std::string trace_id;
  // True once the caller has gone: work not yet begun is dropped.
  std::shared_ptr<std::atomic<bool>> cancelled = std::make_shared<std::atomic<bool>>(false);
  // Names a write that may be sent again: well-formed, or empty when there is none.
  std::string idempotency_key;
  // Becomes true when the answer is that of an earlier call with the same key. Null when nobody wants to
  // know.
  std::shared_ptr<std::atomic<bool>> replayed;

  // Filled by the dispatcher from the token before a handler runs.
  Principal principal;
};

}  // namespace boulevard::runtime

#endif  // BOULEVARD_SERVICES_RUNTIME_AUTH_CALL_CONTEXT_H_
