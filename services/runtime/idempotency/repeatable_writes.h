#ifndef BOULEVARD_SERVICES_RUNTIME_IDEMPOTENCY_REPEATABLE_WRITES_H_
#define BOULEVARD_SERVICES_RUNTIME_IDEMPOTENCY_REPEATABLE_WRITES_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/rpc/handlers.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime::idempotency {

// Makes the writes of a service repeatable: sent again under the same idempotency key, a write that was done
// is not done again but gets the same answer, whichever replica it reaches.
//
// The key is claimed, the handler runs, and its answer is kept, in one transaction, which whatever the
// handler writes on the same pool joins: what is done is done with its answer, or not at all. A second call
// waits for a first one under way, within its own deadline. A call that fails leaves nothing, its key
// included: it may be sent again. The table is `idempotency_keys`, in the schema of the service. Thread-safe.
class RepeatableWrites {
 public:
  // The three outlive it.
  RepeatableWrites(db::Pool& pool, const Clock& clock, Registry& metrics);

  // Runs `handler`, for calls of any method: only those that write, and carry a key, are looked at. A
  // Handlers::Wrapper. FAILED_PRECONDITION when the key was used for another request; ABORTED with
  // retry_after when other calls with that key got in between too often.
  absl::StatusOr<rpc::MessagePtr> Run(const google::protobuf::MethodDescriptor& method,
                                      const CallContext& context, const google::protobuf::Message& request,
                                      const rpc::Handlers::Untyped& handler);

  // The same for a write that consists of parts, each with a transaction of its own, or that takes its time:
  // it runs outside of a transaction, and its answer is kept afterwards. Who sends it again after it broke
  // off runs it again, so the handler must find by itself which of its parts are done.
  absl::StatusOr<rpc::MessagePtr> RunInParts(const google::protobuf::MethodDescriptor& method,
                                             const CallContext& context,
                                             const google::protobuf::Message& request,
                                             const rpc::Handlers::Untyped& handler);

  // Forgets some of the answers that are older than 24 hours; to be called again and again.
  absl::Status ForgetOld(absl::Time deadline);

 private:
  void CountReplay(const CallContext& context);

  db::Pool& pool_;
  const Clock& clock_;
  prometheus::Counter& replays_;
};

}  // namespace boulevard::runtime::idempotency

#endif  // BOULEVARD_SERVICES_RUNTIME_IDEMPOTENCY_REPEATABLE_WRITES_H_
