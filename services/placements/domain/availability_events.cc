#include "services/placements/domain/availability_events.h"

#include <algorithm>

namespace boulevard::placements::domain {
namespace {

template <typename T>
bool Asked(const std::optional<T>& wanted, const T& actual) {
  return !wanted || *wanted == actual;
}

bool OpenTo(const FreePeriod& period, const std::optional<ResidentKind>& kind) {
  return kind ? period.kinds.Has(*kind) : period.listed;
}

bool Fits(const FreePeriod& period, const AvailablePlaceFilter& filter) {
  return (filter.include_expected || !period.expected) && period.period.Contains(filter.period) &&
         OpenTo(period, filter.resident_kind);
}

}  // namespace

bool OriginFits(const PlaceState& state, const AvailablePlaceFilter& filter) {
  return Asked(filter.provider_id, state.place.provider_id) &&
         (filter.programme_id.empty() || filter.programme_id == state.place.programme_id);
}

bool DetailsFit(const PlaceState& state, const AvailablePlaceFilter& filter) {
  const Place& place = state.place;
  return OriginFits(state, filter) && (filter.district.empty() || filter.district == place.district) &&
         (!filter.max_rent_cents || place.rent_cents <= *filter.max_rent_cents) &&
         Asked(filter.accessible, place.accessible) && Asked(filter.furnished, place.furnished) &&
         Asked(filter.self_contained, place.self_contained) &&
         (!filter.resident_kind || state.programme_kinds.Has(*filter.resident_kind));
}

std::optional<AvailablePlace> RowOf(const PlaceState& state, const AvailablePlaceFilter& filter) {
  if (!DetailsFit(state, filter)) return std::nullopt;
  const auto first = std::find_if(state.periods.begin(), state.periods.end(),
                                  [&](const FreePeriod& period) { return Fits(period, filter); });
  if (first == state.periods.end()) return std::nullopt;
  return AvailablePlace{.place = state.place,
                        .unit_name = state.unit_name,
                        .facility_name = state.facility_name,
                        .provider_name = state.provider_name,
                        .free = first->period,
                        .expected = first->expected,
                        .unit_residents = state.unit_residents};
}

}  // namespace boulevard::placements::domain
