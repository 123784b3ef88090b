#include "services/placements/domain/rule_set.h"

#include <algorithm>

namespace boulevard::placements::domain {

DeclineConsequence RuleSet::ConsequenceOf(const Decline& decline) const {
  const auto found = std::find_if(decline_consequences.begin(), decline_consequences.end(),
                                  [&](const DeclineConsequence& other) { return other.decline == decline; });
  return found == decline_consequences.end() ? DeclineConsequence{.decline = decline} : *found;
}

RuleSet FirstRuleSet(const std::string& programme_id) {
  using enum DeclineSide;
  using enum DeclineReason;
  RuleSet first{.programme_id = programme_id};
  first.decline_consequences = {
      {{kYoungPerson, kFoundElsewhere}, Consequence::kBackToAssessment, 0},
      {{kYoungPerson, kNoAnswer}, Consequence::kPause, 14},
      {{kProvider, kNoFitWithResidents}, Consequence::kBackToAssessment, 0},
  };
  return first;
}

}  // namespace boulevard::placements::domain
