#include "services/placements/domain/offers.h"

#include <span>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/placements/domain/application_offers.h"
#include "services/placements/domain/application_state.h"
#include "services/placements/domain/booking.h"
#include "services/placements/domain/fitting.h"
#include "services/placements/domain/offer_state.h"
#include "services/placements/domain/open_offers.h"
#include "services/placements/domain/reading.h"
#include "services/placements/domain/references.h"
#include "services/placements/domain/scope.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

constexpr absl::Duration kLongestOffer = absl::Hours(30 * 24);
// A sweep is one of many; what it leaves is for the next.
constexpr int kOffersInOneSweep = 200;

Offer SeenBy(const runtime::Principal& principal, Offer offer) {
  if (principal.role == runtime::Role::kProvider) offer.application_id = {};
  return offer;
}

absl::Status CheckDraft(const OfferDraft& draft, absl::Time now, Day today) {
  std::vector<runtime::FieldViolation> faults;
  if (draft.period.from < today) faults.push_back({"offer.startsOn", "not-past", "must not be in the past"});
  if (draft.period.Empty()) faults.push_back({"offer.endsOn", "order", "must be after startsOn"});
  if (draft.expires_at && *draft.expires_at <= now) {
    faults.push_back({"offer.expiresAt", "future", "must be in the future"});
  }
  if (draft.expires_at && *draft.expires_at > now + kLongestOffer) {
    faults.push_back({"offer.expiresAt", "range", "must be at most 30 days ahead"});
  }
  return faults.empty() ? absl::OkStatus() : runtime::InvalidFields(std::move(faults));
}

absl::Status CheckPause(const Application& application, Day today) {
  if (!IsPausedOn(application, today)) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("the application is paused until ", absl::FormatCivilTime(application.pause->until)));
}

absl::StatusOr<Offer> MakeOffer(Booking& booking, const OfferDraft& draft, const Actor& actor) {
  const LockedPlace& locked = booking.At(draft.place_id);
  BookingTables& bookings = booking.tables().bookings;
  ASSIGN_OR_RETURN(const Application application, booking.tables().applications.Get(draft.application_id));
  RETURN_IF_ERROR(StateAfter(application, "offer", booking.now()).status());
  RETURN_IF_ERROR(CheckPause(application, booking.today()));
  ASSIGN_OR_RETURN(const int rule_set_version, CheckRules(booking, locked, application, draft.period));
  const Offer offer = {
      .id = runtime::NewUuid(booking.now()),
      .application_id = application.id,
      .place_id = locked.place.id,
      .provider_id = locked.place.provider_id,
      .resident_kind = application.resident_kind,
      .period = draft.period,
      .expires_at = draft.expires_at.value_or(booking.now() + absl::Hours(locked.programme.offer_hours)),
      .created_at = booking.now(),
      .rule_set_version = rule_set_version};
  const Occupancy held = locked.StayOf(offer.id, OccupancySource::kOffer, offer.resident_kind, offer.period);
  RETURN_IF_ERROR(locked.CheckFree(held));
  RETURN_IF_ERROR(bookings.Insert(offer));
  RETURN_IF_ERROR(bookings.Insert(held));
  RETURN_IF_ERROR(MoveToOffered(booking.tables(), application, locked.programme.id, actor, booking.now()));
  return offer;
}

// Everything else that is held or asked for the young person, who has a place now.
absl::Status LetGoOfOthers(Booking& booking, const Application& application, const Uuid& accepted,
                           std::span<const Offer> open, const Actor& actor) {
  for (const Offer& offer : open) {
    if (offer.id == accepted) continue;
    RETURN_IF_ERROR(RevokeForReason(booking, offer, RevokeReason::kAnotherOfferAccepted));
  }
  ASSIGN_OR_RETURN(const std::vector<Application> live,
                   booking.tables().applications.LiveOf(application.young_person_id));
  for (const Application& other : live) {
    if (other.id == application.id) continue;
    Application withdrawn = other;
    withdrawn.state = ApplicationState::kWithdrawn;
    withdrawn.closing_reason = ClosingReason::kPlacedByAnotherApplication;
    RETURN_IF_ERROR(SaveStep(booking.tables(), other, withdrawn, "withdraw", actor, booking.now()));
  }
  return absl::OkStatus();
}

absl::StatusOr<Placement> AcceptOffer(Booking& booking, const Uuid& id, std::span<const Offer> open,
                                      const Actor& actor) {
  BookingTables& bookings = booking.tables().bookings;
  ASSIGN_OR_RETURN(Offer offer, bookings.GetOffer(id));
  ASSIGN_OR_RETURN(offer.state, AfterOfferStep("accept", offer.state));
  ASSIGN_OR_RETURN(const Application application, booking.tables().applications.Get(offer.application_id));
  RETURN_IF_ERROR(booking.ClaimResident(application.young_person_id, offer.period));
  const Placement placement = {.id = runtime::NewUuid(booking.now()),
                               .place_id = offer.place_id,
                               .provider_id = offer.provider_id,
                               .application_id = offer.application_id,
                               .young_person_id = application.young_person_id,
                               .resident_kind = offer.resident_kind,
                               .period = offer.period,
                               .created_at = booking.now()};
  offer.closed_at = booking.now();
  offer.placement_id = placement.id;
  ASSIGN_OR_RETURN(Occupancy stay, booking.At(offer.place_id).TakenBy(offer.id));
  stay.source = OccupancySource::kPlacement;
  stay.source_id = placement.id;
  RETURN_IF_ERROR(bookings.Insert(placement));
  RETURN_IF_ERROR(bookings.Update(offer));
  RETURN_IF_ERROR(bookings.DeleteOccupancy(offer.place_id, offer.id));
  RETURN_IF_ERROR(bookings.Insert(stay));
  RETURN_IF_ERROR(MoveToPlaced(booking.tables(), application, actor, booking.now()));
  RETURN_IF_ERROR(LetGoOfOthers(booking, application, id, open, actor));
  return placement;
}

absl::StatusOr<Offer> DeclineOffer(Booking& booking, const Uuid& id, const Decline& decline,
                                   const Actor& actor) {
  ASSIGN_OR_RETURN(Offer offer, booking.tables().bookings.GetOffer(id));
  ASSIGN_OR_RETURN(offer.state, AfterOfferStep("decline", offer.state));
  offer.decline = decline;
  RETURN_IF_ERROR(EndOffer(booking, offer));
  RETURN_IF_ERROR(MoveOnFromDecline(booking.tables(), offer.application_id, decline, actor, booking.now()));
  return offer;
}

absl::StatusOr<Offer> RevokeOffer(Booking& booking, const Uuid& id, const Actor& actor) {
  ASSIGN_OR_RETURN(Offer offer, booking.tables().bookings.GetOffer(id));
  ASSIGN_OR_RETURN(offer.state, AfterOfferStep("revoke", offer.state));
  offer.revoke_reason = RevokeReason::kByCoordinator;
  RETURN_IF_ERROR(EndOffer(booking, offer));
  RETURN_IF_ERROR(
      MoveOnFromOffer(booking.tables(), offer.application_id, "revoke-offer", actor, booking.now()));
  return offer;
}

// An offer, and for whom it is, which a provider does not see. Neither its place nor that ever changes, so
// they may be read before they are locked.
struct Held {
  Uuid place_id;
  Uuid young_person_id;
};

absl::StatusOr<Held> FindHeld(Store& store, const runtime::CallContext& context, const Uuid& id) {
  return ReadFrom(store, context.deadline, [&](Tables& tables) -> absl::StatusOr<Held> {
    ASSIGN_OR_RETURN(const Offer offer, tables.bookings.GetOffer(id));
    RETURN_IF_ERROR(CheckOwner(context.principal, offer.provider_id));
    ASSIGN_OR_RETURN(const Application application, tables.applications.Get(offer.application_id));
    return Held{offer.place_id, application.young_person_id};
  });
}

}  // namespace

absl::StatusOr<PageOf<Offer>> Offers::List(const runtime::CallContext& context, OfferFilter filter,
                                           const Page& page) const {
  ASSIGN_OR_RETURN(filter.provider_id, ScopeOf(context.principal, filter.provider_id));
  ASSIGN_OR_RETURN(PageOf<Offer> offers, ReadFrom(store_, context.deadline, [&](Tables& tables) {
                     return tables.bookings.ListOffers(filter, page);
                   }));
  for (Offer& offer : offers.rows) offer = SeenBy(context.principal, std::move(offer));
  return offers;
}

absl::StatusOr<Offer> Offers::Get(const runtime::CallContext& context, const Uuid& id) const {
  ASSIGN_OR_RETURN(Offer offer, ReadFrom(store_, context.deadline,
                                         [&](Tables& tables) { return tables.bookings.GetOffer(id); }));
  RETURN_IF_ERROR(CheckOwner(context.principal, offer.provider_id));
  return SeenBy(context.principal, std::move(offer));
}

absl::StatusOr<Offer> Offers::Create(const runtime::CallContext& context, const OfferDraft& draft) const {
  const absl::Time now = NowOf(clock_);
  RETURN_IF_ERROR(CheckDraft(draft, now, runtime::TodayIn(now)));
  ASSIGN_OR_RETURN(const Application application,
                   ReferredTo("offer.applicationId", ReadFrom(store_, context.deadline, [&](Tables& tables) {
                                return tables.applications.Get(draft.application_id);
                              })));
  const auto make = [&](Booking& booking) { return MakeOffer(booking, draft, ActorOf(context.principal)); };
  return ReferredTo("offer.placeId", Book(store_, clock_, context.deadline, {&draft.place_id, 1}, make,
                                          {&application.young_person_id, 1}));
}

absl::StatusOr<Placement> Offers::Accept(const runtime::CallContext& context, const Uuid& id) const {
  ASSIGN_OR_RETURN(const Held held, FindHeld(store_, context, id));
  const auto accept = [&](Booking& booking, std::span<const Offer> open) {
    return AcceptOffer(booking, id, open, ActorOf(context.principal));
  };
  return BookWithOpenOffers(store_, clock_, context.deadline, held.young_person_id, accept);
}

absl::StatusOr<Offer> Offers::Decline(const runtime::CallContext& context, const Uuid& id,
                                      const domain::Decline& decline) const {
  if (context.principal.role == runtime::Role::kProvider && decline.side != DeclineSide::kProvider) {
    return absl::PermissionDeniedError("a provider declines for itself alone");
  }
  ASSIGN_OR_RETURN(const Held held, FindHeld(store_, context, id));
  const auto close = [&](Booking& booking) {
    return DeclineOffer(booking, id, decline, ActorOf(context.principal));
  };
  ASSIGN_OR_RETURN(Offer closed, Book(store_, clock_, context.deadline, {&held.place_id, 1}, close,
                                      {&held.young_person_id, 1}));
  return SeenBy(context.principal, std::move(closed));
}

absl::StatusOr<Offer> Offers::Revoke(const runtime::CallContext& context, const Uuid& id) const {
  ASSIGN_OR_RETURN(const Held held, FindHeld(store_, context, id));
  const auto close = [&](Booking& booking) { return RevokeOffer(booking, id, ActorOf(context.principal)); };
  return Book(store_, clock_, context.deadline, {&held.place_id, 1}, close, {&held.young_person_id, 1});
}

absl::StatusOr<int> ExpireOverdueOffers(Store& store, const runtime::Clock& clock, absl::Time deadline) {
  ASSIGN_OR_RETURN(const std::vector<Offer> overdue, ReadFrom(store, deadline, [&](Tables& tables) {
                     return tables.bookings.OverdueOffers(NowOf(clock), kOffersInOneSweep);
                   }));
  absl::Status first_error;
  for (const Offer& offer : overdue) {
    // Whoever books a place expires what it meets there; there is nothing else to do.
    first_error.Update(
        RunBooking(store, clock, deadline, {&offer.place_id, 1}, [](Booking&) { return absl::OkStatus(); }));
  }
  RETURN_IF_ERROR(first_error);
  return static_cast<int>(overdue.size());
}

}  // namespace boulevard::placements::domain
