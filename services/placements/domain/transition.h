#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_TRANSITION_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_TRANSITION_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/placements/domain/words.h"
#include "services/runtime/status/errors.h"

namespace boulevard::placements::domain {

// One line of a state machine: a caller's step, the state it starts from, the state it leads to.
template <typename State>
struct Transition {
  std::string_view step;
  State from;
  State to;
};

// The state that `step` leads to; WrongState naming the steps that are allowed when it is not one of them.
template <typename State, size_t size>
absl::StatusOr<State> TakeStep(const std::array<Transition<State>, size>& machine, std::string_view resource,
                               std::string_view step, State current) {
  std::vector<std::string> allowed;
  for (const Transition<State>& transition : machine) {
    if (transition.from != current) continue;
    if (transition.step == step) return transition.to;
    allowed.emplace_back(transition.step);
  }
  return runtime::WrongState(resource, step, Word(current), std::move(allowed));
}

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_TRANSITION_H_
