#include "services/placements/domain/offers.h"

#include <utility>
#include <vector>

#include "services/placements/domain/booking.h"
#include "services/placements/domain/eligibility.h"
#include "services/placements/domain/offer_state.h"
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

absl::Status CheckRules(const LockedPlace& locked, const Application& application, const Period& period) {
  std::vector<runtime::RuleBreach> breaches = BrokenRules(locked.programme, application, period.from);
  if (auto breach = BrokenQuota(locked.unit, locked.of_unit, application.resident_kind, period)) {
    breaches.push_back(*std::move(breach));
  }
  return breaches.empty() ? absl::OkStatus() : runtime::RulesBroken(std::move(breaches));
}

absl::StatusOr<Offer> MakeOffer(Booking& booking, const OfferDraft& draft) {
  const LockedPlace& locked = booking.At(draft.place_id);
  BookingTables& bookings = booking.tables().bookings;
  ASSIGN_OR_RETURN(const Application application,
                   ReferredTo("offer.applicationId", bookings.GetApplication(draft.application_id)));
  RETURN_IF_ERROR(CheckRules(locked, application, draft.period));
  const Offer offer = {
      .id = runtime::NewUuid(booking.now()),
      .application_id = application.id,
      .place_id = locked.place.id,
      .provider_id = locked.place.provider_id,
      .resident_kind = application.resident_kind,
      .period = draft.period,
      .expires_at = draft.expires_at.value_or(booking.now() + absl::Hours(locked.programme.offer_hours)),
      .created_at = booking.now()};
  const Occupancy held = locked.StayOf(offer.id, OccupancySource::kOffer, offer.resident_kind, offer.period);
  RETURN_IF_ERROR(locked.CheckFree(held));
  RETURN_IF_ERROR(bookings.Insert(offer));
  RETURN_IF_ERROR(bookings.Insert(held));
  return offer;
}

absl::StatusOr<Placement> AcceptOffer(Booking& booking, const Uuid& id) {
  BookingTables& bookings = booking.tables().bookings;
  ASSIGN_OR_RETURN(Offer offer, bookings.GetOffer(id));
  ASSIGN_OR_RETURN(offer.state, AfterOfferStep("accept", offer.state));
  ASSIGN_OR_RETURN(const Application application, bookings.GetApplication(offer.application_id));
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
  return placement;
}

absl::StatusOr<Offer> CloseOffer(Booking& booking, const Uuid& id, std::string_view step,
                                 const std::optional<Decline>& decline) {
  BookingTables& bookings = booking.tables().bookings;
  ASSIGN_OR_RETURN(Offer offer, bookings.GetOffer(id));
  ASSIGN_OR_RETURN(offer.state, AfterOfferStep(step, offer.state));
  offer.closed_at = booking.now();
  offer.decline = decline;
  RETURN_IF_ERROR(bookings.Update(offer));
  RETURN_IF_ERROR(bookings.DeleteOccupancy(offer.place_id, offer.id));
  return offer;
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
  return ReferredTo("offer.placeId", Book(store_, clock_, context.deadline, {&draft.place_id, 1},
                                          [&](Booking& booking) { return MakeOffer(booking, draft); }));
}

absl::StatusOr<Placement> Offers::Accept(const runtime::CallContext& context, const Uuid& id) const {
  // Which place an offer is for never changes, so it may be read before that place is locked.
  ASSIGN_OR_RETURN(const Offer offer, Get(context, id));
  return Book(store_, clock_, context.deadline, {&offer.place_id, 1},
              [&](Booking& booking) { return AcceptOffer(booking, id); });
}

absl::StatusOr<Offer> Offers::Decline(const runtime::CallContext& context, const Uuid& id,
                                      const domain::Decline& decline) const {
  if (context.principal.role == runtime::Role::kProvider && decline.side != DeclineSide::kProvider) {
    return absl::PermissionDeniedError("a provider declines for itself alone");
  }
  return Close(context, id, "decline", decline);
}

absl::StatusOr<Offer> Offers::Revoke(const runtime::CallContext& context, const Uuid& id) const {
  return Close(context, id, "revoke", std::nullopt);
}

absl::StatusOr<Offer> Offers::Close(const runtime::CallContext& context, const Uuid& id,
                                    std::string_view step,
                                    const std::optional<domain::Decline>& decline) const {
  ASSIGN_OR_RETURN(const Offer offer, Get(context, id));
  ASSIGN_OR_RETURN(Offer closed,
                   Book(store_, clock_, context.deadline, {&offer.place_id, 1},
                        [&](Booking& booking) { return CloseOffer(booking, id, step, decline); }));
  return SeenBy(context.principal, std::move(closed));
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
