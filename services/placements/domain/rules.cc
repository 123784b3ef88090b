#include "services/placements/domain/rules.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/placements/domain/quota.h"
#include "services/runtime/status/absl_view.h"

namespace boulevard::placements::domain {
namespace {

using runtime::AbslView;
using runtime::RuleBreach;

std::string WordsOf(ResidentKinds kinds) {
  std::string words;
  for (const ResidentKind kind : kAllResidentKinds) {
    if (!kinds.Has(kind)) continue;
    absl::StrAppend(&words, words.empty() ? "" : " or ", AbslView(Word(kind)));
  }
  return words;
}

bool RightAge(const Application& application, const Programme& programme, Day starts_on) {
  const int age = AgeOn(application.birth_date, starts_on);
  return programme.minimum_age <= age && age <= programme.maximum_age;
}

// One more of that kind in the unit.
int WantedOfKind(const Fit& fit) {
  return MostAtOnce(fit.of_unit, fit.application.resident_kind, fit.period, fit.leaving) + 1;
}

int CountToKeepApart(const Fit& fit) {
  if (fit.apart.empty()) return 0;
  return static_cast<int>(std::count_if(fit.sharers.begin(), fit.sharers.end(), [&](const Sharer& sharer) {
    return sharer.period.Overlaps(fit.period) &&
           std::binary_search(fit.apart.begin(), fit.apart.end(), sharer.young_person_id);
  }));
}

std::pair<std::string, std::string> Compared(Rule rule, const Fit& fit) {
  const Application& application = fit.application;
  const Programme& programme = fit.programme;
  switch (rule) {
    case Rule::kProgramme:
      return {programme.id, application.programme_id};
    case Rule::kProgrammeClosed:
      return {"closed", "open"};
    case Rule::kAge:
      return {absl::StrCat(AgeOn(application.birth_date, fit.period.from)),
              absl::StrCat("from ", programme.minimum_age, " to ", programme.maximum_age)};
    case Rule::kResidentKind:
      return {std::string(Word(application.resident_kind)), WordsOf(programme.resident_kinds)};
    case Rule::kGuidanceLevel:
      return {std::string(Word(application.guidance_level)),
              absl::StrCat("at most ", AbslView(Word(programme.guidance_level)))};
    case Rule::kAccessibility:
      return {"not accessible", "accessible"};
    case Rule::kRent:
      return {absl::StrCat(fit.place.rent_cents),
              absl::StrCat("at most ", application.wishes.max_rent_cents.value_or(0))};
    case Rule::kUnitQuota:
      return {absl::StrCat(WantedOfKind(fit)),
              absl::StrCat("at most ", (*fit.unit.quotas)[application.resident_kind])};
    case Rule::kMustNotShare:
      // How many, never who.
      return {absl::StrCat(CountToKeepApart(fit), " in the unit"), "nobody"};
  }
  return {};
}

}  // namespace

int AgeOn(Day birth_date, Day on) {
  const bool before_birthday =
      std::tuple(on.month(), on.day()) < std::tuple(birth_date.month(), birth_date.day());
  return static_cast<int>(on.year() - birth_date.year()) - (before_birthday ? 1 : 0);
}

Rules BrokenRulesOfPerson(const Application& application, const Programme& programme, const RuleSet& rule_set,
                          Day starts_on) {
  Rules broken;
  if (programme.closed) broken.Add(Rule::kProgrammeClosed);
  if (!RightAge(application, programme, starts_on)) broken.Add(Rule::kAge);
  if (!programme.resident_kinds.Has(application.resident_kind)) broken.Add(Rule::kResidentKind);
  if (application.guidance_level > programme.guidance_level) broken.Add(Rule::kGuidanceLevel);
  return broken.And(rule_set.rules);
}

Rules BrokenRules(const Fit& fit) {
  Rules broken;
  const Wishes& wishes = fit.application.wishes;
  if (wishes.accessible_needed && !fit.place.accessible) broken.Add(Rule::kAccessibility);
  if (wishes.max_rent_cents && fit.place.rent_cents > *wishes.max_rent_cents) broken.Add(Rule::kRent);
  if (fit.unit.quotas && WantedOfKind(fit) > (*fit.unit.quotas)[fit.application.resident_kind]) {
    broken.Add(Rule::kUnitQuota);
  }
  if (CountToKeepApart(fit) > 0) broken.Add(Rule::kMustNotShare);
  broken = broken.And(fit.rule_set.rules)
               .Or(BrokenRulesOfPerson(fit.application, fit.programme, fit.rule_set, fit.period.from));
  // What a program of an earlier release wrote is for any programme.
  const std::string& applied_for = fit.application.programme_id;
  if (!applied_for.empty() && applied_for != fit.programme.id) broken.Add(Rule::kProgramme);
  return broken;
}

std::vector<RuleBreach> Explain(Rules broken, const Fit& fit) {
  std::vector<RuleBreach> breaches;
  for (const Rule rule : kAllRules) {
    if (!broken.Has(rule)) continue;
    auto [actual, required] = Compared(rule, fit);
    breaches.push_back({std::string(Word(rule)), std::move(actual), std::move(required)});
  }
  return breaches;
}

}  // namespace boulevard::placements::domain
