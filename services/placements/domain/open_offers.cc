#include "services/placements/domain/open_offers.h"

#include <algorithm>
#include <utility>

#include "services/placements/domain/reading.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

// An offer made between looking and locking makes it look again.
constexpr int kMostTries = 4;

bool AllLocked(const Booking& booking, std::span<const Offer> open) {
  return std::all_of(open.begin(), open.end(),
                     [&](const Offer& offer) { return booking.Locks(offer.place_id); });
}

}  // namespace

absl::Status RunWithOpenOffers(Store& store, const runtime::Clock& clock, absl::Time deadline,
                               const Uuid& young_person_id,
                               absl::FunctionRef<absl::Status(Booking&, std::span<const Offer>)> work) {
  for (int tries = kMostTries; tries > 0; --tries) {
    ASSIGN_OR_RETURN(const std::vector<Offer> seen, ReadFrom(store, deadline, [&](Tables& tables) {
                       return tables.bookings.OpenOffersOf(young_person_id);
                     }));
    std::vector<Uuid> places;
    for (const Offer& offer : seen) {
      if (std::find(places.begin(), places.end(), offer.place_id) == places.end()) {
        places.push_back(offer.place_id);
      }
    }
    bool missed = false;
    const auto locked_work = [&](Booking& booking) -> absl::Status {
      ASSIGN_OR_RETURN(const std::vector<Offer> open,
                       booking.tables().bookings.OpenOffersOf(young_person_id));
      missed = !AllLocked(booking, open);
      if (missed) return runtime::Conflict("another offer was made at the same time");
      return work(booking, open);
    };
    const absl::Status done = RunBooking(store, clock, deadline, places, locked_work, {&young_person_id, 1});
    if (!missed) return done;
  }
  return runtime::Conflict("other offers were made at the same time");
}

absl::Status EndOffer(Booking& booking, Offer& offer) {
  offer.closed_at = booking.now();
  RETURN_IF_ERROR(booking.tables().bookings.Update(offer));
  return booking.tables().bookings.DeleteOccupancy(offer.place_id, offer.id);
}

absl::Status RevokeForReason(Booking& booking, Offer offer, RevokeReason reason) {
  offer.state = OfferState::kRevoked;
  offer.revoke_reason = reason;
  return EndOffer(booking, offer);
}

}  // namespace boulevard::placements::domain
