#include "services/placements/store/webhook_events.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "services/placements/domain/webhook_delivery.h"
#include "services/placements/store/availability_kinds.h"
#include "services/placements/store/booking_kinds.h"
#include "services/placements/store/sql.h"
#include "services/placements/store/webhook_tables.h"

namespace boulevard::placements::store {
namespace {

using domain::Uuid;
using domain::WebhookEvent;
using runtime::db::Row;
using runtime::db::Session;
using runtime::events::Event;

constexpr int kEventsAtOnce = 200;

// What an event of the outbox is to a partner, and whose it is.
struct Told {
  std::string_view kind;
  WebhookEvent event;
  std::string_view provider;  // a query by the subject
};

constexpr std::string_view kOfPlace = "SELECT provider_id FROM places WHERE id = ?";
constexpr Told kTold[] = {
    {kPlaceAvailability, WebhookEvent::kPlaceAvailability, kOfPlace},
    {kPlaceChanged, WebhookEvent::kPlaceChanged, kOfPlace},
    {kUnitChanged, WebhookEvent::kUnitChanged,
     "SELECT f.provider_id FROM units u JOIN facilities f ON f.id = u.facility_id WHERE u.id = ?"},
    {kFacilityChanged, WebhookEvent::kFacilityChanged, "SELECT provider_id FROM facilities WHERE id = ?"},
    {kOfferChanged, WebhookEvent::kOfferChanged,
     "SELECT p.provider_id FROM offers o JOIN places p ON p.id = o.place_id WHERE o.id = ?"},
    {kPlacementChanged, WebhookEvent::kPlacementChanged,
     "SELECT p.provider_id FROM placements s JOIN places p ON p.id = s.place_id WHERE s.id = ?"},
};

struct Listener {
  Uuid webhook_id;
  Uuid provider_id;
  domain::WebhookEvents events;
};

absl::StatusOr<std::vector<Listener>> Listeners(Session& session) {
  return QueryAll(
      session, "SELECT id, provider_id, events FROM webhooks WHERE stopped IS NULL", {}, [](const Row& row) {
        return Listener{row.Id(0), row.Id(1), domain::WebhookEvents::FromBits(static_cast<int>(row.Int(2)))};
      });
}

absl::StatusOr<std::optional<Uuid>> OwnerOf(Session& session, const Told& told, const Uuid& subject) {
  std::optional<Uuid> provider;
  RETURN_IF_ERROR(
      session.Query(told.provider, {subject}, [&](const Row& row) { provider = row.Id(0); }).status());
  return provider;
}

// The messages of a number of events, each thing told once: what is asked for then is what is there then.
class Messages {
 public:
  Messages(Session& session, std::vector<Listener> listeners, absl::Time now)
      : session_(session), listeners_(std::move(listeners)), now_(now) {}

  absl::Status Tell(const Event& event) {
    const auto told = std::ranges::find(kTold, event.kind, &Told::kind);
    if (told == std::end(kTold) || !Wanted(told->event)) return absl::OkStatus();
    if (!told_.emplace(told->event, event.subject).second) return absl::OkStatus();
    ASSIGN_OR_RETURN(const std::optional<Uuid> provider, OwnerOf(session_, *told, event.subject));
    MysqlWebhookTables webhooks(session_);
    for (const Listener& listener : listeners_) {
      if (listener.provider_id != provider || !listener.events.Has(told->event)) continue;
      RETURN_IF_ERROR(webhooks.Insert(domain::NewWebhookDelivery(listener.webhook_id, told->event,
                                                                 event.subject, event.written_at, now_)));
    }
    return absl::OkStatus();
  }

 private:
  bool Wanted(WebhookEvent event) const {
    return std::ranges::any_of(listeners_,
                               [&](const Listener& listener) { return listener.events.Has(event); });
  }

  Session& session_;
  const std::vector<Listener> listeners_;
  const absl::Time now_;
  std::set<std::pair<WebhookEvent, Uuid>> told_;
};

}  // namespace

absl::StatusOr<int> WebhookEvents::Advance(absl::Time now, absl::Time deadline) {
  return consumer_.Advance(kEventsAtOnce, deadline,
                           [&](Session& session, std::span<const Event> events) -> absl::Status {
                             ASSIGN_OR_RETURN(std::vector<Listener> listeners, Listeners(session));
                             Messages messages(session, std::move(listeners), now);
                             for (const Event& event : events) RETURN_IF_ERROR(messages.Tell(event));
                             return absl::OkStatus();
                           });
}

}  // namespace boulevard::placements::store
