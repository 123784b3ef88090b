#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_AVAILABILITY_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_AVAILABILITY_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/placements/domain/calendar.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

// Which days a list is asked for: from today and for one day where nothing is said.
struct AskedPeriod {
  std::optional<Day> from;
  std::optional<Day> until;
};
// INVALID_ARGUMENT naming the field when it is past, or ends before it begins.
absl::StatusOr<Period> PeriodOf(const AskedPeriod& asked, Day today);

// What is free. Places and calendars: a provider its own; figures: everyone all of them.
class Availability {
 public:
  // Both outlive it.
  Availability(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // Places that are free from `from` until `until`, see PeriodOf, whatever period the filter has.
  absl::StatusOr<PageOf<AvailablePlace>> ListPlaces(const runtime::CallContext& context,
                                                    AvailablePlaceFilter filter, std::optional<Day> from,
                                                    std::optional<Day> until, const Page& page) const;

  struct Figures {
    Day on;
    std::vector<AvailabilityCount> counts;  // by programme and district
  };
  // On `on`, today when left out, and not before.
  absl::StatusOr<Figures> Count(const runtime::CallContext& context, AvailabilityFilter filter,
                                std::optional<Day> on) const;

  // From `from` (today when left out) until `until` (90 days later when left out, at most 3 years).
  absl::StatusOr<std::vector<CalendarPeriod>> Calendar(const runtime::CallContext& context,
                                                       const Uuid& place_id, std::optional<Day> from,
                                                       std::optional<Day> until) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_AVAILABILITY_H_
