#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/placements/domain/offer_state.h"
#include "services/placements/domain/placement_state.h"

// The whole of both state machines: every step in every state.
namespace boulevard::placements::domain {
namespace {

using ::testing::ElementsAreArray;

template <typename State>
struct Expected {
  State state;
  std::string step;
  State after;
};

// Every step that is not in `expected` is refused, naming the state and exactly those that are.
template <typename State, typename Step>
void ExpectMachine(const std::vector<Expected<State>>& expected, const std::vector<std::string>& steps,
                   Step take) {
  for (size_t number = 1; number <= kWords<State>.size(); ++number) {
    const auto state = static_cast<State>(number);
    std::vector<std::string> allowed;
    for (const auto& line : expected) {
      if (line.state == state) allowed.push_back(line.step);
    }
    for (const std::string& step : steps) {
      SCOPED_TRACE(std::string(Word(state)) + ": " + step);
      const absl::StatusOr<State> after = take(step, state);
      bool found = false;
      for (const auto& line : expected) {
        if (line.state != state || line.step != step) continue;
        found = true;
        EXPECT_EQ(after.value(), line.after);
      }
      if (found) continue;
      EXPECT_EQ(after.status().code(), absl::StatusCode::kFailedPrecondition);
      const runtime::ErrorDetails details = runtime::DetailsOf(after.status());
      EXPECT_EQ(details.current_state, Word(state));
      EXPECT_THAT(details.allowed_steps, ElementsAreArray(allowed));
    }
  }
}

TEST(StateTest, Offers) {
  using S = OfferState;
  ExpectMachine<S>({{S::kOpen, "accept", S::kAccepted},
                    {S::kOpen, "decline", S::kDeclined},
                    {S::kOpen, "revoke", S::kRevoked}},
                   {"accept", "decline", "revoke"}, AfterOfferStep);
}

TEST(StateTest, Placements) {
  using S = PlacementState;
  ExpectMachine<S>({{S::kConfirmed, "arrive", S::kArrived},
                    {S::kConfirmed, "extend", S::kConfirmed},
                    {S::kConfirmed, "report-no-show", S::kNoShow},
                    {S::kConfirmed, "cancel", S::kCancelled},
                    {S::kArrived, "extend", S::kArrived},
                    {S::kArrived, "transfer", S::kDeparted},
                    {S::kArrived, "depart", S::kDeparted}},
                   {"arrive", "extend", "report-no-show", "cancel", "transfer", "depart"},
                   AfterPlacementStep);
}

}  // namespace
}  // namespace boulevard::placements::domain
