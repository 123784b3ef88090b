#include "services/placements/domain/match_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/placements/domain/rule_sets.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

// A person in a place of an empty unit: who else is there is asked about by thousands of places at once.
struct Alone {
  const Application& application;
  const Programme& programme;
  const RuleSet& rule_set;
  const Place& place;
  const Period& period;
  const Unit unit = {};

  Fit fit() const {
    return {.application = application,
            .programme = programme,
            .rule_set = rule_set,
            .place = place,
            .unit = unit,
            .period = period};
  }
};

}  // namespace

absl::StatusOr<MatchRules> MatchRules::Of(Tables& tables, const std::string& programme_id) {
  MatchRules rules;
  ASSIGN_OR_RETURN(rules.programme_, tables.stock.GetProgramme(programme_id));
  ASSIGN_OR_RETURN(rules.rule_set_, CurrentRuleSet(tables, programme_id));
  return rules;
}

std::vector<runtime::RuleBreach> MatchRules::BrokenByAnyPlace(const Application& application,
                                                              const Period& period) const {
  const Place any;
  const Alone alone{application, programme_, rule_set_, any, period};
  return Explain(BrokenRulesOfPerson(application, programme_, rule_set_, period.from), alone.fit());
}

std::vector<runtime::RuleBreach> MatchRules::BrokenBy(const Application& application, const OpenPlace& open,
                                                      const Period& period) const {
  Rules of_place;
  for (const Rule rule : {Rule::kAccessibility, Rule::kRent, Rule::kProgramme}) of_place.Add(rule);
  const Alone alone{application, programme_, rule_set_, open.place, period};
  std::vector<runtime::RuleBreach> breaches = Explain(BrokenRules(alone.fit()).And(of_place), alone.fit());
  if (!open.kinds.Has(application.resident_kind)) {
    breaches.push_back(
        {std::string(Word(Rule::kUnitQuota)), "no room",
         absl::StrCat("room for one more ", runtime::AbslView(Word(application.resident_kind)))});
  }
  return breaches;
}

bool MatchRules::Fits(const Application& application, const Place& place, const Period& period) const {
  const Alone alone{application, programme_, rule_set_, place, period};
  return BrokenRules(alone.fit()).Empty();
}

std::optional<int> MatchRules::MostRentFor(const Application& application) const {
  return rule_set_.rules.Has(Rule::kRent) ? application.wishes.max_rent_cents : std::nullopt;
}

bool MatchRules::MustBeAccessibleFor(const Application& application) const {
  return rule_set_.rules.Has(Rule::kAccessibility) && application.wishes.accessible_needed;
}

std::optional<runtime::RuleBreach> MatchRules::BrokenBySharing() const {
  if (!rule_set_.rules.Has(Rule::kMustNotShare)) return std::nullopt;
  // Never who.
  return runtime::RuleBreach{std::string(Word(Rule::kMustNotShare)), "somebody in the unit", "nobody"};
}

std::vector<WishOutcome> WishesMet(const Application& application, const Place& place) {
  std::vector<WishOutcome> wishes;
  const std::vector<std::string>& districts = application.wishes.districts;
  if (!districts.empty()) {
    wishes.push_back({Wish::kDistrict, std::ranges::count(districts, place.district) > 0});
  }
  if (application.wishes.self_contained) wishes.push_back({Wish::kSelfContained, place.self_contained});
  return wishes;
}

int CountMet(const std::vector<WishOutcome>& wishes) {
  return static_cast<int>(std::ranges::count(wishes, true, &WishOutcome::met));
}

}  // namespace boulevard::placements::domain
