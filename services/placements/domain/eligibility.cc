#include "services/placements/domain/eligibility.h"

#include <string>
#include <tuple>

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

}  // namespace

int AgeOn(Day birth_date, Day on) {
  const bool before_birthday =
      std::tuple(on.month(), on.day()) < std::tuple(birth_date.month(), birth_date.day());
  return static_cast<int>(on.year() - birth_date.year()) - (before_birthday ? 1 : 0);
}

std::vector<RuleBreach> BrokenRules(const Programme& programme, const Application& application,
                                    Day starts_on) {
  std::vector<RuleBreach> breaches;
  if (programme.closed) breaches.push_back({"programme-closed", "closed", "open"});
  const int age = AgeOn(application.birth_date, starts_on);
  if (age < programme.minimum_age || age > programme.maximum_age) {
    breaches.push_back({"age", absl::StrCat(age),
                        absl::StrCat("from ", programme.minimum_age, " to ", programme.maximum_age)});
  }
  if (!programme.resident_kinds.Has(application.resident_kind)) {
    breaches.push_back(
        {"resident-kind", std::string(Word(application.resident_kind)), WordsOf(programme.resident_kinds)});
  }
  if (application.guidance_level > programme.guidance_level) {
    breaches.push_back({"guidance-level", std::string(Word(application.guidance_level)),
                        absl::StrCat("at most ", AbslView(Word(programme.guidance_level)))});
  }
  return breaches;
}

std::optional<RuleBreach> BrokenQuota(const Unit& unit, std::span<const Occupancy> of_unit, ResidentKind kind,
                                      const Period& period, const Uuid& ignored) {
  if (!unit.quotas) return std::nullopt;
  const int quota = (*unit.quotas)[kind];
  const int wanted = MostAtOnce(of_unit, kind, period, ignored) + 1;
  if (wanted <= quota) return std::nullopt;
  return RuleBreach{"unit-quota", absl::StrCat(wanted), absl::StrCat("at most ", quota)};
}

}  // namespace boulevard::placements::domain
