#include "boulevard/placements/v1/availability.pb.h"
#include "services/placements/api/availability_messages.h"
#include "services/placements/api/event_ids.h"
#include "services/placements/api/handlers.h"
#include "services/placements/domain/availability_feed.h"
#include "services/runtime/rpc/stream.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::AvailabilityFeed;
using domain::AvailabilityNews;
using domain::AvailabilitySink;
using runtime::rpc::Stream;
using Writer = runtime::rpc::StreamWriter<v1::AvailabilityEvent>;

// One listener's stream.
class EventSink final : public AvailabilitySink {
 public:
  EventSink(Writer writer, const v1::StreamAvailabilityEventsRequest& request)
      : writer_(std::move(writer)), filters_(HashOfFilters(request)) {
    writer_.WhenCancelled([gone = gone_] { gone->store(true); });
  }

  Given Give(const AvailabilityNews& news) override {
    switch (writer_.Write(EventOf(news))) {
      case Stream::Written::kTaken:
        return Given::kTaken;
      case Stream::Written::kFull:
        return Given::kFull;
      case Stream::Written::kEnded:
        break;
    }
    gone_->store(true);
    return Given::kGone;
  }

  void WhenRoom(std::function<void()> callback) override { writer_.WhenRoom(std::move(callback)); }

  void End(absl::Status why) override {
    gone_->store(true);
    writer_.End(std::move(why));
  }

  bool Gone() const override { return gone_->load(); }

 private:
  v1::AvailabilityEvent EventOf(const AvailabilityNews& news) const {
    v1::AvailabilityEvent event;
    event.set_kind(news.snapshot ? v1::AVAILABILITY_EVENT_KIND_SNAPSHOT
                                 : v1::AVAILABILITY_EVENT_KIND_CHANGES);
    if (news.sequence) event.set_id(EventId({.sequence = *news.sequence, .from = news.from}, filters_));
    event.mutable_available_places()->Reserve(static_cast<int>(news.available.size()));
    for (const domain::AvailablePlace& available : news.available) {
      Fill(available, *event.add_available_places());
    }
    for (const domain::Uuid& id : news.gone) event.add_gone_place_ids(id.ToString());
    return event;
  }

  const Writer writer_;
  const uint32_t filters_;
  const std::shared_ptr<std::atomic<bool>> gone_ = std::make_shared<std::atomic<bool>>(false);
};

absl::Status Listen(AvailabilityFeed& feed, const runtime::CallContext& context,
                    const v1::StreamAvailabilityEventsRequest& request, Writer writer) {
  return feed.Listen(context, FilterFrom(request),
                     {.from = OptionalDayFrom(request.from()), .until = OptionalDayFrom(request.until())},
                     PlaceOf(request.last_event_id(), HashOfFilters(request)),
                     std::make_unique<EventSink>(std::move(writer), request));
}

}  // namespace

void BindAvailabilityEvents(AvailabilityFeed& feed, runtime::rpc::Handlers& handlers) {
  handlers.BindStream<v1::StreamAvailabilityEventsRequest, v1::AvailabilityEvent>(
      "boulevard.placements.v1.AvailabilityService.StreamAvailabilityEvents",
      [&feed](const runtime::CallContext& context, const v1::StreamAvailabilityEventsRequest& request,
              Writer writer) { return Listen(feed, context, request, std::move(writer)); });
}

}  // namespace boulevard::placements::api
