#include "services/guidance/domain/plan.h"

namespace boulevard::guidance::domain {

Plan Withhold(Plan plan) {
  plan.summary.clear();
  for (LevelChange& change : plan.levels) change.reason.clear();
  for (Goal& goal : plan.goals) goal.text.clear();
  for (Action& action : plan.actions) action.text.clear();
  for (Review& review : plan.reviews) review.outcome.clear();
  if (plan.closure) plan.closure->note.clear();
  return plan;
}

}  // namespace boulevard::guidance::domain
