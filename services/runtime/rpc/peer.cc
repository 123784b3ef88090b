#include "services/runtime/rpc/peer.h"

#include <algorithm>
#include <utility>

#include <google/protobuf/descriptor.h>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::rpc {
namespace {

constexpr absl::Duration kMostPeerMargin = absl::Milliseconds(100);
// A peer in this process keeps to the deadline itself, but may be in the midst of something then.
constexpr absl::Duration kGrace = absl::Milliseconds(250);
constexpr absl::Duration kRetryAfter = absl::Seconds(1);

// What is left after the answer has to do for the caller's own work.
absl::Time DeadlineOf(absl::Time callers, absl::Time now, absl::Duration longest) {
  if (callers <= now) return callers;
  const absl::Time margined = callers - std::min((callers - now) / 10, kMostPeerMargin);
  return std::min(margined, now + longest);
}

// The outcome of a call, which may come when nobody waits any more.
struct Outcome {
  absl::Notification done;
  absl::StatusOr<MessagePtr> result;
};

absl::Status Unanswered(const std::string& name) {
  return WithDetails(absl::UnavailableError(absl::StrCat("the service ", name, " does not answer")),
                     {.retry_after = kRetryAfter});
}

// As the caller of the service that asked may see it.
absl::Status Told(const std::string& name, absl::Status status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kCancelled:
    case absl::StatusCode::kUnimplemented:  // an older release: it is about to be replaced
      return Unanswered(name);
    case absl::StatusCode::kUnauthenticated:  // not the caller's token: ours
      return absl::InternalError(absl::StrCat("the service ", name, " refuses our credential"));
    default:
      return status;
  }
}

}  // namespace

Peer::Peer(std::string_view caller, SigningKey key, std::string_view name, Backend& backend,
           const Clock& clock)
    : name_(name), credential_(std::move(key), caller, name, clock), backend_(backend) {}

absl::StatusOr<MessagePtr> Peer::CallUntyped(std::string_view method, const CallContext& context,
                                             const google::protobuf::Message& request,
                                             absl::Duration longest) {
  const auto* descriptor =
      google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(std::string(method));
  if (descriptor == nullptr) return absl::InternalError("a peer is asked what the contract does not know");
  const absl::Time now = absl::Now();
  CallContext passed_on;
  passed_on.bearer_token = credential_.Token();
  passed_on.deadline = DeadlineOf(context.deadline, now, longest);
  passed_on.trace_id = context.trace_id;
  passed_on.cancelled = context.cancelled;
  if (passed_on.deadline <= now) return absl::DeadlineExceededError("no time is left to ask another service");

  MessagePtr copy(request.New());
  copy->CopyFrom(request);
  const auto outcome = std::make_shared<Outcome>();
  const absl::Time last = passed_on.deadline + kGrace;
  backend_.Call(*descriptor, std::move(passed_on), std::move(copy),
                [outcome](absl::StatusOr<MessagePtr> result) {
                  outcome->result = std::move(result);
                  outcome->done.Notify();
                });
  if (!outcome->done.WaitForNotificationWithDeadline(last)) return Unanswered(name_);
  if (!outcome->result.ok()) return Told(name_, outcome->result.status());
  return std::move(outcome->result);
}

}  // namespace boulevard::runtime::rpc
