#ifndef BOULEVARD_SERVICES_RUNTIME_RPC_PEER_H_
#define BOULEVARD_SERVICES_RUNTIME_RPC_PEER_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <google/protobuf/message.h>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/auth/service_credential.h"
#include "services/runtime/auth/signing_key.h"
#include "services/runtime/rpc/backend.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/time/clock.h"

namespace boulevard::runtime::rpc {

// Another service, as one asks it that cannot go on without its answer. A call blocks its worker: what it
// asks for must never ask back. It shows the credential of the service that asks, whoever that asks for, and
// takes its trace along. Thread-safe.
class Peer {
 public:
  // More than a healthy peer takes, and less than a caller waits. Of one that hangs it is known sooner.
  static constexpr absl::Duration kLongestCall = absl::Seconds(2);

  // `caller` is the service that asks, with its key, and `name` the one that is asked. The backend and the
  // clock outlive it.
  Peer(std::string_view caller, SigningKey key, std::string_view name, Backend& backend, const Clock& clock);

  // Calls "boulevard.guidance.v1.PeopleFactsService.GetPeopleFacts", within what is left of the deadline of
  // `context`, less a margin, and within `longest`. UNAVAILABLE with retry_after when the peer is away, does
  // not answer in time, or has too much to do; INTERNAL when it does not take the credential; other errors
  // are the peer's own.
  template <typename Response>
  absl::StatusOr<Response> Call(std::string_view method, const CallContext& context,
                                const google::protobuf::Message& request,
                                absl::Duration longest = kLongestCall) {
    ASSIGN_OR_RETURN(MessagePtr answer, CallUntyped(method, context, request, longest));
    return std::move(static_cast<Response&>(*answer));
  }

 private:
  absl::StatusOr<MessagePtr> CallUntyped(std::string_view method, const CallContext& context,
                                         const google::protobuf::Message& request, absl::Duration longest);

  const std::string name_;
  const ServiceCredential credential_;
  Backend& backend_;
};

// The services that one asks, by name.
using Peers = std::map<std::string, Peer*>;

}  // namespace boulevard::runtime::rpc

#endif  // BOULEVARD_SERVICES_RUNTIME_RPC_PEER_H_
