#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOK_TYPES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOK_TYPES_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "services/placements/domain/values.h"
#include "services/placements/domain/words.h"

// Webhooks, the messages to them, and their closed vocabularies (see words.h).
namespace boulevard::placements::domain {

enum class WebhookEvent {
  kPlaceAvailability = 1,
  kPlaceChanged,
  kUnitChanged,
  kFacilityChanged,
  kOfferChanged,
  kPlacementChanged,
  kTest
};
enum class WebhookStop { kRequested = 1, kGone, kUnreachable };
enum class WebhookDeliveryState { kPending = 1, kDelivered, kFailed };
enum class WebhookFault {
  kNotResolved = 1,
  kAddressNotAllowed,
  kNotConnected,
  kTls,
  kTimedOut,
  kNoAnswer,
  kStatus
};

template <>
inline constexpr std::array<std::string_view, 7> kWords<WebhookEvent> = {
    "place-availability", "place-changed",     "unit-changed", "facility-changed",
    "offer-changed",      "placement-changed", "test"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<WebhookStop> = {"requested", "gone", "unreachable"};
template <>
inline constexpr std::array<std::string_view, 3> kWords<WebhookDeliveryState> = {"pending", "delivered",
                                                                                 "failed"};
template <>
inline constexpr std::array<std::string_view, 7> kWords<WebhookFault> = {
    "not-resolved", "address-not-allowed", "not-connected", "tls", "timed-out", "no-answer", "status"};

// A set of events; the bits are those of the table.
class WebhookEvents {
 public:
  static constexpr WebhookEvents FromBits(int bits) {
    WebhookEvents events;
    events.bits_ = bits;
    return events;
  }
  constexpr int bits() const { return bits_; }
  constexpr bool Has(WebhookEvent event) const { return (bits_ & Bit(event)) != 0; }
  constexpr void Add(WebhookEvent event) { bits_ |= Bit(event); }
  friend bool operator==(const WebhookEvents&, const WebhookEvents&) = default;

 private:
  static constexpr int Bit(WebhookEvent event) { return 1 << static_cast<int>(event); }
  int bits_ = 0;
};

struct Webhook {
  Uuid id;
  Uuid provider_id;
  std::string url;
  WebhookEvents events;
  std::optional<WebhookStop> stopped;
  std::string secret;      // sealed
  std::string old_secret;  // sealed; empty: none
  std::optional<absl::Time> old_secret_until;
  absl::Time created_at;
  std::optional<absl::Time> delivered_at;  // when a message was last taken
};

struct WebhookDelivery {
  Uuid id;
  Uuid webhook_id;
  WebhookEvent event = WebhookEvent::kTest;
  Uuid subject_id;  // nil: none
  absl::Time happened_at;
  WebhookDeliveryState state = WebhookDeliveryState::kPending;
  int attempts = 0;
  std::optional<int> last_status;
  std::optional<WebhookFault> last_fault;
  std::optional<absl::Time> next_attempt_at;
  absl::Time retry_until;  // when it is given up
  std::optional<absl::Time> finished_at;
};

struct WebhookDeliveryFilter {
  Uuid webhook_id;
  std::optional<WebhookDeliveryState> state;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_WEBHOOK_TYPES_H_
