#include "services/placements/domain/fitting.h"

#include <vector>

#include "services/placements/domain/rule_sets.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

// What a Fit refers to and is not in a LockedPlace.
struct Facts {
  RuleSet rule_set;
  std::vector<Uuid> apart;
  std::vector<Sharer> sharers;
};

absl::StatusOr<Facts> FactsFor(Booking& booking, const LockedPlace& locked, const Uuid& young_person_id) {
  Facts facts;
  Tables& tables = booking.tables();
  ASSIGN_OR_RETURN(facts.rule_set, CurrentRuleSet(tables, locked.programme.id));
  ASSIGN_OR_RETURN(facts.apart, tables.applications.ApartFrom(young_person_id));
  if (facts.apart.empty()) return facts;
  // Named since the units were locked: without that lock someone else could come in meanwhile.
  if (!locked.unit_locked) {
    return runtime::Conflict("whom the young person must not share with was changed at the same time");
  }
  ASSIGN_OR_RETURN(facts.sharers, tables.bookings.SharersOf(locked.unit.id, booking.now()));
  return facts;
}

Fit FitOf(const LockedPlace& locked, const Application& application, const Facts& facts, const Period& period,
          const Uuid& leaving) {
  return {.application = application,
          .programme = locked.programme,
          .rule_set = facts.rule_set,
          .place = locked.place,
          .unit = locked.unit,
          .of_unit = locked.of_unit,
          .sharers = facts.sharers,
          .apart = facts.apart,
          .period = period,
          .leaving = leaving};
}

absl::Status RefusalOf(Rules broken, const Fit& fit) {
  return broken.Empty() ? absl::OkStatus() : runtime::RulesBroken(Explain(broken, fit));
}

}  // namespace

absl::StatusOr<int> CheckRules(Booking& booking, const LockedPlace& locked, const Application& application,
                               const Period& period, const Uuid& leaving) {
  ASSIGN_OR_RETURN(const Facts facts, FactsFor(booking, locked, application.young_person_id));
  const Fit fit = FitOf(locked, application, facts, period, leaving);
  RETURN_IF_ERROR(RefusalOf(BrokenRules(fit), fit));
  return facts.rule_set.version;
}

absl::Status CheckLongerStay(Booking& booking, const Placement& placement, const Period& added) {
  const LockedPlace& locked = booking.At(placement.place_id);
  ASSIGN_OR_RETURN(const Application application,
                   booking.tables().applications.Get(placement.application_id));
  ASSIGN_OR_RETURN(const Facts facts, FactsFor(booking, locked, placement.young_person_id));
  const Fit fit = FitOf(locked, application, facts, added, placement.id);
  Rules of_the_unit;
  of_the_unit.Add(Rule::kUnitQuota);
  of_the_unit.Add(Rule::kMustNotShare);
  return RefusalOf(BrokenRules(fit).And(of_the_unit), fit);
}

}  // namespace boulevard::placements::domain
