#include "services/runtime/rpc/outgoing_call.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/rpc/call_metadata.h"
#include "services/runtime/rpc/grpc_status.h"
#include "services/runtime/rpc/wire.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::rpc {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

// For a call of one answer whose caller set none.
constexpr absl::Duration kLongestCall = absl::Seconds(60);
constexpr absl::Duration kMostMargin = absl::Milliseconds(50);

// What is left, less what the way back takes.
absl::Time DeadlineForPeer(absl::Time deadline, absl::Time now) {
  return deadline - std::min((deadline - now) / 20, kMostMargin);
}

const Message& Prototype(const google::protobuf::Descriptor& type) {
  return *google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type);
}

CallContext Bounded(CallContext context, const MethodDescriptor& method) {
  if (!method.server_streaming()) context.deadline = std::min(context.deadline, absl::Now() + kLongestCall);
  return context;
}

bool WasRefused(const grpc::ClientContext& attempt) {
  return attempt.GetServerTrailingMetadata().contains(kNotBegunMetadata);
}

// Its queue was full; RESOURCE_EXHAUSTED alone may be for other reasons.
bool HadNoRoom(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED &&
         DetailsOf(FromGrpc(status)).retry_after > absl::ZeroDuration();
}

}  // namespace

OutgoingCall::OutgoingCall(Replicas& replicas, const MethodDescriptor& method, CallContext context,
                           const Message& request)
    : replicas_(replicas),
      response_(Prototype(*method.output_type())),
      context_(Bounded(std::move(context), method)),
      path_(absl::StrCat("/", method.service()->full_name(), "/", method.name())) {
  WriteBytes(request, request_);
}

absl::Status OutgoingCall::MayStart() const {
  if (context_.cancelled->load(std::memory_order_relaxed)) return absl::CancelledError("the caller has gone");
  if (absl::Now() >= context_.deadline) return absl::DeadlineExceededError("the deadline passed");
  if (replicas_.size() == 0) return absl::UnavailableError("the service has no address");
  if (replicas_.NoneAnswers()) return absl::UnavailableError("the service does not answer");
  return absl::OkStatus();
}

Replica& OutgoingCall::NextAttempt(grpc::ClientContext& attempt) {
  AddMetadata(context_, attempt);
  if (context_.deadline != absl::InfiniteFuture()) {
    attempt.set_deadline(absl::ToChronoTime(DeadlineForPeer(context_.deadline, absl::Now())));
  }
  // Where one stops, another is there or will be in a moment.
  attempt.set_wait_for_ready(attempts_ > 0);
  ++attempts_;
  replica_ = &replicas_.Next(replica_);
  return *replica_;
}

bool OutgoingCall::ShouldRetry(const grpc::ClientContext& attempt, const grpc::Status& status) {
  if (HadNoRoom(status)) replica_->WasFull(absl::Now());
  if (status.error_code() != grpc::StatusCode::UNAVAILABLE || !WasRefused(attempt)) return false;
  replica_->Avoid(absl::Now());
  return attempts_ < replicas_.size() && MayStart().ok();
}

MessagePtr OutgoingCall::NewResponse() const {
  return MessagePtr(response_.New());
}

absl::Status StatusOfAttempt(const grpc::Status& status) {
  // A status that the peer's GrpcServer made has details.
  if (status.ok() || !status.error_details().empty()) return FromGrpc(status);
  switch (status.error_code()) {
    case grpc::StatusCode::CANCELLED:  // by the peer, which is stopping
    case grpc::StatusCode::UNAVAILABLE:
      return absl::UnavailableError("the service cannot be reached");
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return absl::DeadlineExceededError("the service did not answer by the deadline");
    default:
      // Not the peer's word: it, or what is there in its place, does not keep to the protocol, or sends more
      // than is taken. Its code would tell the caller something else.
      return absl::InternalError(
          absl::StrCat("the call to the service broke with code ", status.error_code()));
  }
}

}  // namespace boulevard::runtime::rpc
