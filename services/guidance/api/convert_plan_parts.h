#ifndef BOULEVARD_SERVICES_GUIDANCE_API_CONVERT_PLAN_PARTS_H_
#define BOULEVARD_SERVICES_GUIDANCE_API_CONVERT_PLAN_PARTS_H_

#include "boulevard/guidance/v1/plans.pb.h"
#include "services/guidance/api/convert_enums.h"
#include "services/guidance/domain/plan_change.h"
#include "services/runtime/message/convert.h"

// What single changes of a plan and several at once have in common.
namespace boulevard::guidance::api {

inline domain::Goal GoalFrom(const v1::Goal& message) {
  const auto lifecycle = OptionalEnumFrom<domain::GoalLifecycle>(message.lifecycle());
  const auto achievement = OptionalEnumFrom<domain::GoalAchievement>(message.achievement());
  return {.domain = EnumFrom<domain::LifeDomain>(message.domain()),
          .text = message.text(),
          .lifecycle = lifecycle.value_or(domain::GoalLifecycle::kProposed),
          .achievement = achievement.value_or(domain::GoalAchievement::kInProgress),
          .target_date = runtime::OptionalDayFrom(message.target_date())};
}

// Of an Action, or of what adds one.
template <typename Message>
domain::Action ActionFrom(const Message& message) {
  return {.goal_id = runtime::OptionalIdFrom(message.goal_id()),
          .doer = EnumFrom<domain::ActionDoer>(message.doer()),
          .text = message.text(),
          .due_on = runtime::OptionalDayFrom(message.due_on()),
          .done_on = runtime::OptionalDayFrom(message.done_on())};
}

inline domain::ChangeLevel LevelFrom(const v1::LevelChange& message) {
  return {.level = EnumFrom<domain::GuidanceLevel>(message.level()),
          .since = runtime::OptionalDayFrom(message.since()),
          .reason = message.reason()};
}

inline domain::AddReview ReviewFrom(const v1::Review& message) {
  return {.held_on = runtime::OptionalDayFrom(message.held_on()), .outcome = message.outcome()};
}

template <typename Message>
domain::Agree AgreeFrom(const Message& message) {
  return {.agreed_on = runtime::OptionalDayFrom(message.agreed_on()),
          .way = EnumFrom<domain::AgreementWay>(message.way())};
}

template <typename Message>
domain::Close CloseFrom(const Message& message) {
  return {.closed_on = runtime::OptionalDayFrom(message.closed_on()),
          .reason = EnumFrom<domain::PlanClosingReason>(message.reason()),
          .note = message.note()};
}

}  // namespace boulevard::guidance::api

#endif  // BOULEVARD_SERVICES_GUIDANCE_API_CONVERT_PLAN_PARTS_H_
