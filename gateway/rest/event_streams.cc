#include "gateway/rest/event_streams.h"

#include <limits>
#include <string>
#include <utility>

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "gateway/transcode/json_writer.h"
#include "gateway/transcode/plan.h"
#include "gateway/transcode/problem.h"
#include "services/runtime/rpc/stream.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"
#include "services/runtime/text/utf8.h"

namespace boulevard::gateway::rest {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using runtime::http::BodySource;
using runtime::http::Response;
using runtime::rpc::MessagePtr;
using runtime::rpc::Stream;

// How long a client waits before it connects again, in milliseconds.
constexpr int kReconnectAfter = 2000;
constexpr std::string_view kHeartbeat = ": alive\n\n";
constexpr absl::Duration kRetryWhenFull = absl::Seconds(10);

std::string NameOf(const FieldDescriptor& field, const Message& message) {
  const google::protobuf::EnumValueDescriptor& value = *message.GetReflection()->GetEnum(message, &field);
  return value.number() == 0 ? "" : transcode::EnumWord(value.type()->name(), value.name());
}

std::string EndOf(const absl::Status& status) {
  const std::string problem = status.ok() ? "{}" : transcode::ProblemResponse(status).body;
  return absl::StrCat("event: end\ndata: ", problem, "\n\n");
}

absl::Status TooMany(absl::Status status) {
  return runtime::WithDetails(std::move(status), {.retry_after = kRetryWhenFull});
}

}  // namespace

// One listener among those that there may be; left when this goes.
class EventStreams::Seat {
 public:
  Seat(EventStreams& owner, std::string key) : owner_(&owner), key_(std::move(key)) {}
  Seat(Seat&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)), key_(std::move(other.key_)) {}
  Seat& operator=(Seat&&) = delete;
  ~Seat() {
    if (owner_ == nullptr) return;
    owner_->listeners_.Decrement();
    owner_->seats_.Leave(key_);
  }

 private:
  EventStreams* owner_;
  std::string key_;
};

class EventStreams::Body final : public BodySource, public std::enable_shared_from_this<Body> {
 public:
  Body(const routing::EventFields& fields, std::shared_ptr<Stream> stream, MessagePtr first, Seat seat)
      : fields_(fields), stream_(std::move(stream)), first_(std::move(first)), seat_(std::move(seat)) {}
  ~Body() override { Cancel(); }
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  void Next(Take take) override {
    if (over_) return std::move(take)("");
    if (!begun_) {
      begun_ = true;
      const std::string first = PieceOf(std::move(first_));
      return std::move(take)(absl::StrCat("retry: ", kReconnectAfter, "\n\n", first));
    }
    stream_->Read(
        [self = shared_from_this(), take = std::move(take)](absl::StatusOr<MessagePtr> next) mutable {
          std::move(take)(self->PieceOf(std::move(next)));
        });
  }
  void Finish() override {
    stream_->Cancel(absl::UnavailableError("the server is stopping: open the stream again"));
  }
  void Cancel() override { stream_->Cancel(absl::CancelledError("the caller has gone")); }

 private:
  std::string PieceOf(absl::StatusOr<MessagePtr> next) {
    if (next.ok() && *next != nullptr) return EventOf(fields_, **next);
    over_ = true;
    return EndOf(next.status());
  }

  const routing::EventFields fields_;
  const std::shared_ptr<Stream> stream_;
  MessagePtr first_;  // null: the stream was over before there was one
  const Seat seat_;
  bool begun_ = false;
  bool over_ = false;
};

EventStreams::EventStreams(const EventStreamOptions& options, runtime::Registry& metrics)
    : heartbeat_(options.heartbeat),
      seats_(options.most, options.most_of_one),
      listeners_(metrics.Gauge("boulevard_http_event_listeners", "Listeners to streams of events.")),
      opening_(std::numeric_limits<size_t>::max(), runtime::Clock::System()) {}

absl::StatusOr<EventStreams::Seat> EventStreams::TakeSeat(std::string_view token) {
  std::string key = absl::StrCat(absl::HashOf(runtime::AbslView(token)));
  switch (seats_.Take(key)) {
    case runtime::http::Seats::Outcome::kTaken:
      break;
    case runtime::http::Seats::Outcome::kFullForOne:
      return TooMany(absl::ResourceExhaustedError("this token has too many streams of events open already"));
    case runtime::http::Seats::Outcome::kFull:
      return TooMany(absl::UnavailableError("there are too many listeners already"));
  }
  listeners_.Increment();
  return Seat(*this, std::move(key));
}

void EventStreams::Open(const routing::Binding& binding, runtime::rpc::Backend& backend,
                        runtime::CallContext context, MessagePtr request, Opened opened) {
  absl::StatusOr<Seat> seat = TakeSeat(context.bearer_token);
  if (!seat.ok()) return std::move(opened)(seat.status());
  const absl::Time deadline = std::exchange(context.deadline, absl::InfiniteFuture());
  const std::shared_ptr<Stream> stream =
      backend.Open(*binding.method, std::move(context), std::move(request));
  if (!opening_.Add(stream, deadline, absl::DeadlineExceededError("the stream did not begin in time"))) {
    stream->Cancel(absl::UnavailableError("the server is stopping"));
  }
  stream->Read([this, fields = *binding.events, stream, seat = *std::move(seat),
                opened = std::move(opened)](absl::StatusOr<MessagePtr> first) mutable {
    opening_.Remove(*stream);
    if (!first.ok()) return std::move(opened)(first.status());
    Response response{.headers = {{"Content-Type", "text/event-stream"}, {"X-Accel-Buffering", "no"}}};
    response.source = std::make_shared<Body>(fields, stream, *std::move(first), std::move(seat));
    response.heartbeat = kHeartbeat;
    response.heartbeat_every = heartbeat_;
    std::move(opened)(std::move(response));
  });
}

absl::Status ReadLastEventId(const routing::Binding& binding, const runtime::http::Request& request,
                             Message& message) {
  const std::string_view id = request.Header("last-event-id");
  if (!binding.events || binding.events->resume == nullptr || id.empty()) return absl::OkStatus();
  if (!runtime::CountPlainText(id)) {
    return runtime::InvalidField("Last-Event-ID", "encoding", "must be the id of an event");
  }
  message.GetReflection()->SetString(&message, binding.events->resume, std::string(id));
  return absl::OkStatus();
}

std::string EventOf(const routing::EventFields& fields, const Message& message) {
  std::string event;
  if (fields.id != nullptr) {
    const std::string id = message.GetReflection()->GetString(message, fields.id);
    if (!id.empty()) absl::StrAppend(&event, "id: ", id, "\n");
  }
  if (fields.name != nullptr) {
    const std::string name = NameOf(*fields.name, message);
    if (!name.empty()) absl::StrAppend(&event, "event: ", name, "\n");
  }
  event += "data: ";
  transcode::WriteJson(message, event);
  event += "\n\n";
  return event;
}

}  // namespace boulevard::gateway::rest
