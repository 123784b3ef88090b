#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_OPEN_OFFERS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_OPEN_OFFERS_H_

#include <span>
#include <type_traits>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "services/placements/domain/booking.h"

// All that is held for one young person, changed in one transaction.
namespace boulevard::placements::domain {

// A booking of the places of all open offers of a young person, who is locked too; `work` gets those offers.
absl::Status RunWithOpenOffers(Store& store, const runtime::Clock& clock, absl::Time deadline,
                               const Uuid& young_person_id,
                               absl::FunctionRef<absl::Status(Booking&, std::span<const Offer>)> work);

// The same for work that gives absl::StatusOr<T>; gives what it gave last.
template <typename Function>
std::invoke_result_t<Function, Booking&, std::span<const Offer>> BookWithOpenOffers(
    Store& store, const runtime::Clock& clock, absl::Time deadline, const Uuid& young_person_id,
    Function work) {
  std::invoke_result_t<Function, Booking&, std::span<const Offer>> made = absl::UnknownError("not booked");
  RETURN_IF_ERROR(RunWithOpenOffers(store, clock, deadline, young_person_id,
                                    [&](Booking& booking, std::span<const Offer> open) {
                                      made = work(booking, open);
                                      return made.status();
                                    }));
  return made;
}

// An open offer, whose state says how it ended, holds its place no longer.
absl::Status EndOffer(Booking& booking, Offer& offer);
absl::Status RevokeForReason(Booking& booking, Offer offer, RevokeReason reason);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_OPEN_OFFERS_H_
