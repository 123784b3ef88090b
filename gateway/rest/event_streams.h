#ifndef BOULEVARD_GATEWAY_REST_EVENT_STREAMS_H_
#define BOULEVARD_GATEWAY_REST_EVENT_STREAMS_H_

#include <memory>
#include <string_view>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gateway/routing/binding.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/http/seats.h"
#include "services/runtime/http/server.h"
#include "services/runtime/metrics/registry.h"
#include "services/runtime/rpc/backend.h"
#include "services/runtime/rpc/open_streams.h"

namespace boulevard::gateway::rest {

struct EventStreamOptions {
  int most = 4096;        // open at once
  int most_of_one = 100;  // of one token
  absl::Duration heartbeat = absl::Seconds(15);
};

// Streams of a backend as Server-Sent Events: the messages of a stream become events, and how it ended the
// last of them, named "end", with the problem as its data. A listener costs no thread. Thread-safe; must
// outlive the answers under way.
class EventStreams {
 public:
  EventStreams(const EventStreamOptions& options, runtime::Registry& metrics);

  // An answer whose body is the stream, or why there is none.
  using Opened = absl::AnyInvocable<void(absl::StatusOr<runtime::http::Response>) &&>;
  // Calls `opened` once, with the first message or the refusal of the method: by the deadline of `context`,
  // which holds for that only. RESOURCE_EXHAUSTED when the token has too many streams already, UNAVAILABLE
  // when the gateway has.
  void Open(const routing::Binding& binding, runtime::rpc::Backend& backend, runtime::CallContext context,
            runtime::rpc::MessagePtr request, Opened opened);

 private:
  class Seat;
  class Body;

  absl::StatusOr<Seat> TakeSeat(std::string_view token);

  const absl::Duration heartbeat_;
  runtime::http::Seats seats_;
  prometheus::Gauge& listeners_;
  runtime::rpc::OpenStreams opening_;  // those that have no first message yet
};

// Fills the field that says where to go on from the header Last-Event-ID, which goes before a parameter of
// the query: who reconnects repeats its query. INVALID_ARGUMENT when it is no text.
absl::Status ReadLastEventId(const routing::Binding& binding, const runtime::http::Request& request,
                             google::protobuf::Message& message);

// The lines of one event: `message` as JSON, with what the contract says of its id and name.
std::string EventOf(const routing::EventFields& fields, const google::protobuf::Message& message);

}  // namespace boulevard::gateway::rest

#endif  // BOULEVARD_GATEWAY_REST_EVENT_STREAMS_H_
