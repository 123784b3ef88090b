#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_OFFER_STATE_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_OFFER_STATE_H_

#include <string_view>

#include "services/placements/domain/transition.h"

namespace boulevard::placements::domain {

// What callers do with an offer; that it expires is no step of theirs.
inline constexpr std::array kOfferSteps = {
    Transition<OfferState>{"accept", OfferState::kOpen, OfferState::kAccepted},
    Transition<OfferState>{"decline", OfferState::kOpen, OfferState::kDeclined},
    Transition<OfferState>{"revoke", OfferState::kOpen, OfferState::kRevoked},
};

inline absl::StatusOr<OfferState> AfterOfferStep(std::string_view step, OfferState current) {
  return TakeStep(kOfferSteps, "offer", step, current);
}

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_OFFER_STATE_H_
