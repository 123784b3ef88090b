#ifndef BOULEVARD_SERVICES_BOULEVARD_DEMO_GUIDED_H_
#define BOULEVARD_SERVICES_BOULEVARD_DEMO_GUIDED_H_

#include <span>
#include <string>
#include <string_view>

#include "services/boulevard/demo/dice.h"
#include "services/guidance/domain/plan_words.h"

// Who is guided in the demo, and towards what: made up, and told from real people by their surnames.
namespace boulevard::demo {

std::string_view RollGivenName(Dice& dice);
// One that says that nobody has it.
std::string_view RollSurname(Dice& dice);
// Passes the 11-test, from the numbers that are given to nobody (99999xxxx).
std::string RollBsn(Dice& dice);

// Teams of mentors, and of how many each.
inline constexpr int kMentorsPerTeam = 4;
std::span<const std::string_view> Teams();

// A goal as a young person says it, and a first action towards it.
struct GoalPlan {
  guidance::domain::LifeDomain domain;
  std::string_view text;
  std::string_view action;
  guidance::domain::ActionDoer doer;
};
std::span<const GoalPlan> GoalPlans();

}  // namespace boulevard::demo

#endif  // BOULEVARD_SERVICES_BOULEVARD_DEMO_GUIDED_H_
