#include "services/placements/domain/availability.h"

#include "services/placements/domain/capacity.h"
#include "services/placements/domain/quota.h"
#include "services/placements/domain/reading.h"
#include "services/placements/domain/rule_sets.h"
#include "services/placements/domain/scope.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {
namespace {

constexpr int kDaysShown = 90;
constexpr int kMostYearsShown = 3;

// What was free yesterday is no longer kept.
absl::Status CheckNotPast(std::string_view field, Day day, Day today) {
  if (day >= today) return absl::OkStatus();
  return runtime::InvalidField(field, "not-past", "must not be in the past");
}

absl::Status CheckOrder(const Period& period) {
  if (!period.Empty()) return absl::OkStatus();
  return runtime::InvalidField("until", "order", "must be after from");
}

// Who waits, and what that makes of the free places. Counts come by programme.
absl::Status AddWaiting(Tables& tables, const AvailabilityFilter& filter, runtime::Role role,
                        std::vector<AvailabilityCount>& counts) {
  ASSIGN_OR_RETURN(const std::vector<WaitingCount> waiting,
                   tables.applications.CountWaiting(filter.programme_id, filter.resident_kind));
  Programme programme;
  RuleSet rule_set;
  for (AvailabilityCount& count : counts) {
    if (count.programme_id != programme.id) {
      ASSIGN_OR_RETURN(programme, tables.stock.GetProgramme(count.programme_id));
      ASSIGN_OR_RETURN(rule_set, CurrentRuleSet(tables, programme.id));
    }
    const int people = WaitingIn(waiting, count.programme_id, count.district);
    count.capacity = CapacityOf(count.free, people, programme.closed, rule_set.additional_assessment);
    count.waiting = ShownTo(role, people);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Period> PeriodOf(const AskedPeriod& asked, Day today) {
  Period period = {asked.from.value_or(today)};
  period.until = asked.until.value_or(period.from + 1);
  RETURN_IF_ERROR(CheckNotPast("from", period.from, today));
  RETURN_IF_ERROR(CheckOrder(period));
  return period;
}

absl::StatusOr<PageOf<AvailablePlace>> Availability::ListPlaces(const runtime::CallContext& context,
                                                                AvailablePlaceFilter filter,
                                                                std::optional<Day> from,
                                                                std::optional<Day> until,
                                                                const Page& page) const {
  ASSIGN_OR_RETURN(filter.period, PeriodOf({from, until}, runtime::Today(clock_)));
  ASSIGN_OR_RETURN(filter.provider_id, ScopeOf(context.principal, filter.provider_id));
  return ReadFrom(store_, context.deadline,
                  [&](Tables& tables) { return tables.availability.ListAvailablePlaces(filter, page); });
}

absl::StatusOr<Availability::Figures> Availability::Count(const runtime::CallContext& context,
                                                          AvailabilityFilter filter,
                                                          std::optional<Day> on) const {
  const Day today = runtime::Today(clock_);
  filter.on = on.value_or(today);
  RETURN_IF_ERROR(CheckNotPast("on", filter.on, today));
  ASSIGN_OR_RETURN(std::vector<AvailabilityCount> counts,
                   ReadFrom(store_, context.deadline,
                            [&](Tables& tables) -> absl::StatusOr<std::vector<AvailabilityCount>> {
                              ASSIGN_OR_RETURN(auto found, tables.availability.CountAvailability(filter));
                              RETURN_IF_ERROR(AddWaiting(tables, filter, context.principal.role, found));
                              return found;
                            }));
  return Figures{filter.on, std::move(counts)};
}

absl::StatusOr<std::vector<CalendarPeriod>> Availability::Calendar(const runtime::CallContext& context,
                                                                   const Uuid& place_id,
                                                                   std::optional<Day> from,
                                                                   std::optional<Day> until) const {
  Period asked = {from.value_or(runtime::Today(clock_))};
  asked.until = until.value_or(asked.from + kDaysShown);
  RETURN_IF_ERROR(CheckOrder(asked));
  if (asked.until > Day(asked.from.year() + kMostYearsShown, asked.from.month(), asked.from.day())) {
    return runtime::InvalidField("until", "range", "must be at most 3 years after from");
  }
  return ReadFrom(store_, context.deadline,
                  [&](Tables& tables) -> absl::StatusOr<std::vector<CalendarPeriod>> {
                    ASSIGN_OR_RETURN(const Place place, tables.stock.GetPlace(place_id));
                    RETURN_IF_ERROR(CheckOwner(context.principal, place.provider_id));
                    // All of them: whether a free day is expected hangs on the last stay before it.
                    ASSIGN_OR_RETURN(const std::vector<Occupancy> of_place,
                                     tables.bookings.OccupanciesOfPlace(place_id, kBeginning));
                    return ComputeCalendar(place, of_place, asked);
                  });
}

}  // namespace boulevard::placements::domain
