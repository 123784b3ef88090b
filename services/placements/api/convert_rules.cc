#include "services/placements/api/convert_rules.h"

#include "services/placements/api/convert.h"
#include "services/placements/api/convert_enums.h"

namespace boulevard::placements::api {
namespace {

void Fill(const domain::PriorityWeights& weights, v1::PriorityWeights& message) {
  message.set_urgency(weights.urgency);
  message.set_week_waiting(weights.week_waiting);
  message.set_step_down(weights.step_down);
  message.set_relapse_return(weights.relapse_return);
  message.set_homeless_now(weights.homeless_now);
}

void Fill(const domain::DeclineConsequence& consequence, v1::DeclineConsequence& message) {
  message.set_side(EnumOf(consequence.decline.side));
  message.set_reason(EnumOf(consequence.decline.reason));
  message.set_consequence(EnumOf(consequence.consequence));
  if (consequence.pause_days > 0) message.set_pause_days(consequence.pause_days);
}

domain::DeclineConsequence ConsequenceFrom(const v1::DeclineConsequence& message) {
  return {.decline = {.side = EnumFrom<domain::DeclineSide>(message.side()),
                      .reason = EnumFrom<domain::DeclineReason>(message.reason())},
          .consequence = EnumFrom<domain::Consequence>(message.consequence()),
          .pause_days = message.pause_days()};
}

}  // namespace

v1::RuleSet RuleSetMessage(const domain::RuleSet& rule_set) {
  v1::RuleSet message;
  message.set_programme_id(rule_set.programme_id);
  message.set_version(rule_set.version);
  for (const domain::Rule rule : domain::kAllRules) {
    if (rule_set.rules.Has(rule)) message.add_rules(EnumOf(rule));
  }
  Fill(rule_set.weights, *message.mutable_weights());
  message.set_application_days(rule_set.application_days);
  message.set_additional_assessment(rule_set.additional_assessment);
  for (const domain::DeclineConsequence& consequence : rule_set.decline_consequences) {
    Fill(consequence, *message.add_decline_consequences());
  }
  if (rule_set.created_at) *message.mutable_created_at() = TimestampOf(*rule_set.created_at);
  message.set_created_by(rule_set.created_by);
  return message;
}

domain::RuleSet RuleSetFrom(const v1::RuleSet& message) {
  const v1::PriorityWeights& weights = message.weights();
  domain::RuleSet rule_set{.rules = {},
                           .weights = {weights.urgency(), weights.week_waiting(), weights.step_down(),
                                       weights.relapse_return(), weights.homeless_now()},
                           .application_days = message.application_days(),
                           .additional_assessment = message.additional_assessment()};
  for (int i = 0; i < message.rules_size(); ++i) {
    rule_set.rules.Add(EnumFrom<domain::Rule>(message.rules(i)));
  }
  for (const v1::DeclineConsequence& consequence : message.decline_consequences()) {
    rule_set.decline_consequences.push_back(ConsequenceFrom(consequence));
  }
  return rule_set;
}

}  // namespace boulevard::placements::api
