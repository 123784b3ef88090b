#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PLACEMENT_STATE_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PLACEMENT_STATE_H_

#include <string_view>

#include "services/placements/domain/transition.h"

namespace boulevard::placements::domain {

inline constexpr std::array kPlacementSteps = {
    Transition<PlacementState>{"arrive", PlacementState::kConfirmed, PlacementState::kArrived},
    Transition<PlacementState>{"extend", PlacementState::kConfirmed, PlacementState::kConfirmed},
    Transition<PlacementState>{"report-no-show", PlacementState::kConfirmed, PlacementState::kNoShow},
    Transition<PlacementState>{"cancel", PlacementState::kConfirmed, PlacementState::kCancelled},
    Transition<PlacementState>{"extend", PlacementState::kArrived, PlacementState::kArrived},
    Transition<PlacementState>{"transfer", PlacementState::kArrived, PlacementState::kDeparted},
    Transition<PlacementState>{"depart", PlacementState::kArrived, PlacementState::kDeparted},
};

inline absl::StatusOr<PlacementState> AfterPlacementStep(std::string_view step, PlacementState current) {
  return TakeStep(kPlacementSteps, "placement", step, current);
}

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PLACEMENT_STATE_H_
