#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_RULES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_RULES_H_

#include <span>
#include <vector>

#include "services/placements/domain/rule_set.h"
#include "services/placements/domain/types.h"
#include "services/runtime/status/errors.h"

// The named rules by which a place is given to a person, as pure functions: cheap to ask for every
// application and every place, and explained only when that is asked for.
namespace boulevard::placements::domain {

// Whole years. Someone born on 29 February turns a year older on 1 March when there is no 29 February.
int AgeOn(Day birth_date, Day on);

// One person in one place from one day to another, with all that decides about it. It refers to everything
// and owns nothing.
struct Fit {
  const Application& application;
  const Programme& programme;  // of the place
  const RuleSet& rule_set;     // of the programme
  const Place& place;
  const Unit& unit;                    // of the place
  std::span<const Occupancy> of_unit;  // what takes its places; looked at when it has quotas
  std::span<const Sharer> sharers;     // of the unit; looked at when there is someone to keep apart from
  std::span<const Uuid> apart;         // whom they must not share with, whichever of the two named it; sorted
  Period period;
  Uuid leaving;  // the stay in the unit that ends by it; nil: none
};

// The rules that refuse it. The rule programme is always on: an application is for one programme.
Rules BrokenRules(const Fit& fit);
// Those of BrokenRules that need no place: programme-closed, age, resident-kind, guidance-level.
Rules BrokenRulesOfPerson(const Application& application, const Programme& programme, const RuleSet& rule_set,
                          Day starts_on);

// Each of `broken`, with the two values compared.
std::vector<runtime::RuleBreach> Explain(Rules broken, const Fit& fit);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_RULES_H_
