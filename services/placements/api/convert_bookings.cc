#include "services/placements/api/convert_bookings.h"

#include <string>

#include "services/placements/api/convert.h"
#include "services/placements/api/convert_enums.h"
#include "services/runtime/message/etag.h"

namespace boulevard::placements::api {
namespace {

std::string IdText(const domain::Uuid& id) {
  return id.IsNil() ? "" : id.ToString();
}

}  // namespace

v1::Closure ClosureMessage(const domain::Closure& closure) {
  v1::Closure message;
  message.set_id(closure.id.ToString());
  message.set_place_id(closure.place_id.ToString());
  message.set_starts_on(DayText(closure.period.from));
  if (auto end = EndText(closure.period.until)) message.set_ends_on(*std::move(end));
  message.set_reason(EnumOf(closure.reason));
  message.set_payer(EnumOf(closure.payer));
  message.set_note(closure.note);
  message.set_cancelled(closure.cancelled);
  runtime::SetEtag(message);
  return message;
}

v1::Offer OfferMessage(const domain::Offer& offer) {
  v1::Offer message;
  message.set_id(offer.id.ToString());
  message.set_application_id(IdText(offer.application_id));
  message.set_place_id(offer.place_id.ToString());
  message.set_starts_on(DayText(offer.period.from));
  if (auto end = EndText(offer.period.until)) message.set_ends_on(*std::move(end));
  *message.mutable_expires_at() = TimestampOf(offer.expires_at);
  message.set_state(EnumOf(offer.state));
  message.set_resident_kind(EnumOf(offer.resident_kind));
  *message.mutable_created_at() = TimestampOf(offer.created_at);
  if (offer.closed_at) *message.mutable_closed_at() = TimestampOf(*offer.closed_at);
  if (offer.decline) {
    message.mutable_decline()->set_side(EnumOf(offer.decline->side));
    message.mutable_decline()->set_reason(EnumOf(offer.decline->reason));
  }
  if (offer.revoke_reason) message.set_revoke_reason(EnumOf(*offer.revoke_reason));
  message.set_rule_set_version(offer.rule_set_version);
  if (offer.placement_id) message.set_placement_id(offer.placement_id->ToString());
  return message;
}

v1::Placement PlacementMessage(const domain::Placement& placement) {
  v1::Placement message;
  message.set_id(placement.id.ToString());
  message.set_place_id(placement.place_id.ToString());
  message.set_application_id(IdText(placement.application_id));
  message.set_young_person_id(IdText(placement.young_person_id));
  message.set_resident_kind(EnumOf(placement.resident_kind));
  message.set_state(EnumOf(placement.state));
  message.set_starts_on(DayText(placement.period.from));
  if (auto end = EndText(placement.period.until)) message.set_ends_on(*std::move(end));
  if (placement.departure_reason) message.set_departure_reason(EnumOf(*placement.departure_reason));
  if (placement.departure_destination) {
    message.set_departure_destination(EnumOf(*placement.departure_destination));
  }
  if (placement.transferred_to) message.set_transferred_to(placement.transferred_to->ToString());
  if (placement.transferred_from) message.set_transferred_from(placement.transferred_from->ToString());
  *message.mutable_created_at() = TimestampOf(placement.created_at);
  if (placement.blocked_since) message.set_blocked_since(DayText(*placement.blocked_since));
  if (placement.blocked_cause) message.set_blocked_cause(EnumOf(*placement.blocked_cause));
  return message;
}

domain::Closure ClosureFrom(const v1::Closure& message) {
  return {.place_id = IdFrom(message.place_id()),
          .period = {DayFrom(message.starts_on()), EndFrom(message.ends_on())},
          .reason = EnumFrom<domain::ClosureReason>(message.reason()),
          .payer = EnumFrom<domain::ClosurePayer>(message.payer()),
          .note = message.note()};
}

}  // namespace boulevard::placements::api
