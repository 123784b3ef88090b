#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_RULE_SET_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_RULE_SET_H_

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/placements/domain/application.h"
#include "services/placements/domain/intake_words.h"

namespace boulevard::placements::domain {

// A set of rules.
class Rules {
 public:
  constexpr Rules() = default;
  constexpr bool Has(Rule rule) const { return (bits_ & Bit(rule)) != 0; }
  constexpr void Add(Rule rule) { bits_ |= Bit(rule); }
  constexpr bool Empty() const { return bits_ == 0; }
  constexpr Rules And(Rules other) const { return Rules(bits_ & other.bits_); }
  constexpr Rules Or(Rules other) const { return Rules(bits_ | other.bits_); }
  friend bool operator==(const Rules&, const Rules&) = default;

 private:
  explicit constexpr Rules(unsigned bits) : bits_(bits) {}
  static constexpr unsigned Bit(Rule rule) { return 1U << static_cast<unsigned>(rule); }
  unsigned bits_ = 0;
};

inline constexpr std::array kAllRules = {Rule::kProgrammeClosed, Rule::kAge,           Rule::kResidentKind,
                                         Rule::kGuidanceLevel,   Rule::kAccessibility, Rule::kRent,
                                         Rule::kUnitQuota,       Rule::kMustNotShare,  Rule::kProgramme};

// Those that a rule set may have; all that can be broken but programme, which is no matter of choice.
constexpr Rules ChoosableRules() {
  Rules rules;
  for (const Rule rule : kAllRules) {
    if (rule != Rule::kProgramme) rules.Add(rule);
  }
  return rules;
}

// Points that an application gets for what is so; the parts of its priority.
struct PriorityWeights {
  int urgency = 50;         // for each step above normal
  int week_waiting = 2;     // for each whole week on the list
  int step_down = 30;       // steps down from another programme
  int relapse_return = 40;  // comes back after a home of their own
  int homeless_now = 60;
  friend bool operator==(const PriorityWeights&, const PriorityWeights&) = default;
};

// What a decline of that side, for that reason, does to the application.
struct DeclineConsequence {
  Decline decline;
  Consequence consequence = Consequence::kKeepWaiting;
  int pause_days = 0;  // of a pause
  friend bool operator==(const DeclineConsequence&, const DeclineConsequence&) = default;
};

// By what a programme decides. One version is never changed: an admin adds the next.
struct RuleSet {
  std::string programme_id;
  int version = 1;
  Rules rules = ChoosableRules();  // that are on
  PriorityWeights weights;
  int application_days = 90;           // how long an application holds without being confirmed
  bool additional_assessment = false;  // a place is given after an assessment of the programme's own
  // What is not named here keeps waiting.
  std::vector<DeclineConsequence> decline_consequences;
  std::optional<absl::Time> created_at;  // nothing for the one that Boulevard comes with
  std::string created_by = "boulevard";

  // Of a decline.
  DeclineConsequence ConsequenceOf(const Decline& decline) const;
};

// Version 1 of every programme, which Boulevard comes with. It is no row, and so never changes either.
RuleSet FirstRuleSet(const std::string& programme_id);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_RULE_SET_H_
