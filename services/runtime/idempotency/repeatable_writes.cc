#include "services/runtime/idempotency/repeatable_writes.h"

#include <optional>
#include <string>
#include <utility>

#include "services/runtime/idempotency/slot.h"
#include "services/runtime/message/bytes.h"
#include "services/runtime/rpc/idempotency_key.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::idempotency {
namespace {

using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;

constexpr absl::Duration kKept = absl::Hours(24);
constexpr int kForgottenAtOnce = 500;
constexpr absl::Duration kRetryWhenUnderWay = absl::Seconds(1);

absl::Status UnderWay() {
  return WithDetails(absl::AbortedError("another call with this Idempotency-Key is under way"),
                     {.retry_after = kRetryWhenUnderWay});
}

absl::Status OtherRequest() {
  return absl::FailedPreconditionError("the Idempotency-Key was used for another request");
}

// One call under a key.
class Attempt {
 public:
  Attempt(const MethodDescriptor& method, const CallContext& context, const Message& request)
      : method_(method),
        slot_(context.principal, method.full_name(), context.idempotency_key),
        request_(DeterministicBytes(request)) {}

  // Whether the key is new. Waits for whoever holds it: their row is not committed yet.
  absl::StatusOr<bool> Claim(db::Session& session, absl::Time now) const {
    ASSIGN_OR_RETURN(const int64_t made,
                     session.Execute("INSERT IGNORE INTO idempotency_keys (id, answer, created_at) "
                                     "VALUES (?, '', ?)",
                                     {slot_.id(), now}));
    return made == 1;
  }

  absl::Status Keep(db::Session& session, const Message& answer) const {
    const std::string sealed = slot_.Seal(request_, answer.SerializeAsString());
    return session.Execute("UPDATE idempotency_keys SET answer = ? WHERE id = ?", {sealed, slot_.id()})
        .status();
  }

  absl::StatusOr<rpc::MessagePtr> Kept(db::Session& session) const {
    ASSIGN_OR_RETURN(rpc::MessagePtr answer, KeptIfAny(session));
    if (answer == nullptr) return UnderWay();  // forgotten just now
    return answer;
  }

  // Null: there is none.
  absl::StatusOr<rpc::MessagePtr> KeptIfAny(db::Session& session) const {
    std::optional<std::string> sealed;
    RETURN_IF_ERROR(session
                        .Query("SELECT answer FROM idempotency_keys WHERE id = ?", {slot_.id()},
                               [&](const db::Row& row) { sealed = row.String(0); })
                        .status());
    if (!sealed) return nullptr;
    const std::optional<std::string> bytes = slot_.Open(request_, *sealed);
    if (!bytes) return OtherRequest();
    rpc::MessagePtr answer(MessageFactory::generated_factory()->GetPrototype(method_.output_type())->New());
    if (!answer->ParseFromString(*bytes)) return absl::DataLossError("a kept answer cannot be read");
    return answer;
  }

 private:
  const MethodDescriptor& method_;
  const Slot slot_;
  const std::string request_;
};

}  // namespace

RepeatableWrites::RepeatableWrites(db::Pool& pool, const Clock& clock, Registry& metrics)
    : pool_(pool),
      clock_(clock),
      replays_(metrics.Counter("boulevard_idempotency_replays_total",
                               "Writes that were sent again and got the answer of the first time.")) {}

absl::StatusOr<rpc::MessagePtr> RepeatableWrites::Run(const MethodDescriptor& method,
                                                      const CallContext& context, const Message& request,
                                                      const rpc::Handlers::Untyped& handler) {
  if (context.idempotency_key.empty() || !rpc::TakesIdempotencyKey(method)) return handler(context, request);
  const Attempt attempt(method, context, request);
  absl::StatusOr<rpc::MessagePtr> answer = UnderWay();
  bool claimed = false;
  bool replayed = false;
  const absl::Status done = pool_.InTransaction(context.deadline, [&](db::Session& session) -> absl::Status {
    claimed = replayed = false;
    ASSIGN_OR_RETURN(claimed, attempt.Claim(session, clock_.Now()));
    replayed = !claimed;
    answer = claimed ? handler(context, request) : attempt.Kept(session);
    RETURN_IF_ERROR(answer.status());
    return claimed ? attempt.Keep(session, **answer) : absl::OkStatus();
  });
  if (absl::IsAborted(done) && !claimed) return UnderWay();
  RETURN_IF_ERROR(done);
  if (replayed) CountReplay(context);
  return answer;
}

absl::StatusOr<rpc::MessagePtr> RepeatableWrites::RunInParts(const MethodDescriptor& method,
                                                             const CallContext& context,
                                                             const Message& request,
                                                             const rpc::Handlers::Untyped& handler) {
  if (context.idempotency_key.empty() || !rpc::TakesIdempotencyKey(method)) return handler(context, request);
  const Attempt attempt(method, context, request);
  absl::StatusOr<rpc::MessagePtr> answer = UnderWay();
  RETURN_IF_ERROR(pool_.Run(context.deadline, [&](db::Session& session) {
    answer = attempt.KeptIfAny(session);
    return answer.status();
  }));
  bool replayed = *answer != nullptr;
  if (!replayed) {
    ASSIGN_OR_RETURN(rpc::MessagePtr done, handler(context, request));
    RETURN_IF_ERROR(pool_.InTransaction(context.deadline, [&](db::Session& session) -> absl::Status {
      ASSIGN_OR_RETURN(const bool claimed, attempt.Claim(session, clock_.Now()));
      replayed = !claimed;
      // The same call got here first: both give its answer.
      if (replayed) return (answer = attempt.Kept(session)).status();
      return attempt.Keep(session, *done);
    }));
    if (!replayed) answer = std::move(done);
  }
  if (replayed) CountReplay(context);
  return answer;
}

void RepeatableWrites::CountReplay(const CallContext& context) {
  replays_.Increment();
  if (context.replayed != nullptr) *context.replayed = true;
}

absl::Status RepeatableWrites::ForgetOld(absl::Time deadline) {
  return pool_.Run(deadline, [&](db::Session& session) {
    return session
        .Execute("DELETE FROM idempotency_keys WHERE created_at < ? ORDER BY created_at LIMIT ?",
                 {clock_.Now() - kKept, kForgottenAtOnce})
        .status();
  });
}

}  // namespace boulevard::runtime::idempotency
