#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_RULES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_RULES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/placements/domain/match_types.h"
#include "services/placements/domain/rules.h"
#include "services/placements/domain/store.h"
#include "services/runtime/status/errors.h"

namespace boulevard::placements::domain {

// The rules of one programme, as matching asks them: what holds for every place of it, what a place decides,
// and the two that a search can be cut short by.
class MatchRules {
 public:
  static absl::StatusOr<MatchRules> Of(Tables& tables, const std::string& programme_id);

  const Programme& programme() const { return programme_; }
  int version() const { return rule_set_.version; }

  // Whatever the place is.
  std::vector<runtime::RuleBreach> BrokenByAnyPlace(const Application& application,
                                                    const Period& period) const;
  // By this one, beside those: rent, accessibility, and unit-quota when its unit has no room for that kind.
  std::vector<runtime::RuleBreach> BrokenBy(const Application& application, const OpenPlace& open,
                                            const Period& period) const;
  // Whether none of them all is broken, room in the unit apart.
  bool Fits(const Application& application, const Place& place, const Period& period) const;
  // Nothing: as much as it may cost.
  std::optional<int> MostRentFor(const Application& application) const;
  bool MustBeAccessibleFor(const Application& application) const;
  // Of a place in whose unit somebody lives with whom the person must not share; nothing when the rule is
  // off.
  std::optional<runtime::RuleBreach> BrokenBySharing() const;

  Priority PriorityAt(const Application& application, absl::Time now) const {
    return PriorityOf(application, rule_set_.weights, now);
  }

 private:
  Programme programme_;
  RuleSet rule_set_;
};

// What the person wishes for, and whether the place has it.
std::vector<WishOutcome> WishesMet(const Application& application, const Place& place);
int CountMet(const std::vector<WishOutcome>& wishes);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_MATCH_RULES_H_
