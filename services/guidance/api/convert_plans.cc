#include "services/guidance/api/convert_plans.h"

#include "services/guidance/api/convert_enums.h"
#include "services/runtime/message/convert.h"

namespace boulevard::guidance::api {
namespace {

using runtime::DayText;

void Fill(const domain::Goal& goal, v1::Goal& message) {
  message.set_id(goal.id.ToString());
  message.set_domain(EnumOf(goal.domain));
  message.set_text(goal.text);
  message.set_lifecycle(EnumOf(goal.lifecycle));
  message.set_achievement(EnumOf(goal.achievement));
  if (goal.target_date) message.set_target_date(DayText(*goal.target_date));
}

void Fill(const domain::Action& action, v1::Action& message) {
  message.set_id(action.id.ToString());
  if (action.goal_id) message.set_goal_id(action.goal_id->ToString());
  message.set_doer(EnumOf(action.doer));
  message.set_text(action.text);
  if (action.due_on) message.set_due_on(DayText(*action.due_on));
  if (action.done_on) message.set_done_on(DayText(*action.done_on));
  message.set_cancelled(action.cancelled);
}

void Fill(const domain::LevelChange& change, v1::LevelChange& message) {
  message.set_level(EnumOf(change.level));
  message.set_since(DayText(change.since));
  message.set_reason(change.reason);
}

void Fill(const domain::Review& review, v1::Review& message) {
  message.set_id(review.id.ToString());
  if (review.planned_on) message.set_planned_on(DayText(*review.planned_on));
  message.set_held_on(DayText(review.held_on));
  message.set_outcome(review.outcome);
}

void Fill(const domain::Agreement& agreement, v1::Agreement& message) {
  message.set_agreed_on(DayText(agreement.agreed_on));
  message.set_way(EnumOf(agreement.way));
  message.set_revision(agreement.revision);
}

void Fill(const domain::PlanClosure& closure, v1::PlanClosure& message) {
  message.set_closed_on(DayText(closure.closed_on));
  message.set_reason(EnumOf(closure.reason));
  message.set_note(closure.note);
}

}  // namespace

v1::Plan PlanMessage(const domain::Plan& plan) {
  v1::Plan message;
  message.set_id(plan.id.ToString());
  message.set_young_person_id(plan.young_person_id.ToString());
  message.set_state(EnumOf(plan.state));
  message.set_level(EnumOf(plan.level()));
  message.set_starts_on(DayText(plan.starts_on));
  message.set_summary(plan.summary);
  for (const domain::Goal& goal : plan.goals) Fill(goal, *message.add_goals());
  for (const domain::Action& action : plan.actions) Fill(action, *message.add_actions());
  for (const domain::LevelChange& change : plan.levels) Fill(change, *message.add_level_changes());
  for (const domain::Review& review : plan.reviews) Fill(review, *message.add_reviews());
  if (plan.next_review_on) message.set_next_review_on(DayText(*plan.next_review_on));
  if (plan.agreement) Fill(*plan.agreement, *message.mutable_agreement());
  message.set_awaits_agreement(plan.AwaitsAgreement());
  if (plan.active_since) message.set_active_since(DayText(*plan.active_since));
  if (plan.closure) Fill(*plan.closure, *message.mutable_closure());
  message.set_revision(plan.revision);
  *message.mutable_created_at() = runtime::TimestampOf(plan.created_at);
  runtime::SetEtag(message);
  return message;
}

v1::PlanRevision RevisionMessage(const domain::RevisionNote& note) {
  v1::PlanRevision message;
  message.set_number(note.number);
  *message.mutable_made_at() = runtime::TimestampOf(note.made_at);
  message.set_subject(note.subject);
  if (note.mentor_id) message.set_mentor_id(note.mentor_id->ToString());
  for (const domain::PlanChangeKind kind : note.kinds) message.add_kinds(EnumOf(kind));
  return message;
}

}  // namespace boulevard::guidance::api
