#include "services/placements/domain/availability.h"

#include <functional>
#include <string>

#include "boulevard/placements/v1/availability.pb.h"
#include "services/placements/api/availability_messages.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_enums.h"
#include "services/placements/api/handlers.h"
#include "services/placements/api/paging.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::api {
namespace {

using domain::Availability;
using runtime::CallContext;

absl::StatusOr<v1::ListAvailablePlacesResponse> ListPlaces(const Availability& availability,
                                                           const CallContext& context,
                                                           const v1::ListAvailablePlacesRequest& request) {
  ASSIGN_OR_RETURN(const domain::Page page, PageFrom(request));
  ASSIGN_OR_RETURN(const auto found,
                   availability.ListPlaces(context, FilterFrom(request), OptionalDayFrom(request.from()),
                                           OptionalDayFrom(request.until()), page));
  v1::ListAvailablePlacesResponse response;
  response.mutable_available_places()->Reserve(static_cast<int>(found.rows.size()));
  for (const domain::AvailablePlace& available : found.rows)
    Fill(available, *response.add_available_places());
  if (found.more) {
    response.set_next_page_token(PageTokenAfter(request, found.rows.back().place.id.AsBytes()));
  }
  return response;
}

absl::StatusOr<v1::GetAvailabilityResponse> Count(const Availability& availability,
                                                  const CallContext& context,
                                                  const v1::GetAvailabilityRequest& request) {
  const domain::AvailabilityFilter filter = {
      .programme_id = request.programme_id(),
      .district = request.district(),
      .resident_kind = OptionalEnumFrom<domain::ResidentKind>(request.resident_kind())};
  ASSIGN_OR_RETURN(const auto figures, availability.Count(context, filter, OptionalDayFrom(request.on())));
  v1::GetAvailabilityResponse response;
  response.set_on(DayText(figures.on));
  for (const domain::AvailabilityCount& count : figures.counts) {
    v1::AvailabilityCount& message = *response.add_counts();
    message.set_programme_id(count.programme_id);
    message.set_district(count.district);
    message.set_places(count.places);
    message.set_free(count.free);
    message.set_expected(count.expected);
    message.set_capacity(EnumOf(count.capacity));
    if (count.waiting) message.set_waiting(*count.waiting);
  }
  return response;
}

absl::StatusOr<v1::GetPlaceCalendarResponse> Calendar(const Availability& availability,
                                                      const CallContext& context,
                                                      const v1::GetPlaceCalendarRequest& request) {
  ASSIGN_OR_RETURN(const auto periods,
                   availability.Calendar(context, IdFrom(request.id()), OptionalDayFrom(request.from()),
                                         OptionalDayFrom(request.until())));
  v1::GetPlaceCalendarResponse response;
  response.set_place_id(IdFrom(request.id()).ToString());
  for (const domain::CalendarPeriod& period : periods) {
    v1::CalendarPeriod& message = *response.add_periods();
    message.set_from(DayText(period.period.from));
    message.set_until(DayText(period.period.until));
    message.set_use(EnumOf(period.use));
    message.set_expected(period.expected);
    if (period.source_id) message.set_source_id(period.source_id->ToString());
  }
  return response;
}

}  // namespace

void Fill(const domain::AvailablePlace& available, v1::AvailablePlace& message) {
  const domain::Place& place = available.place;
  message.set_place_id(place.id.ToString());
  message.set_place_name(place.name);
  message.set_unit_id(place.unit_id.ToString());
  message.set_unit_name(available.unit_name);
  message.set_facility_id(place.facility_id.ToString());
  message.set_facility_name(available.facility_name);
  message.set_programme_id(place.programme_id);
  message.set_provider_id(place.provider_id.ToString());
  message.set_provider_name(available.provider_name);
  message.set_district(place.district);
  message.set_rent_cents(place.rent_cents);
  message.set_furnished(place.furnished);
  message.set_accessible(place.accessible);
  message.set_self_contained(place.self_contained);
  message.set_free_from(DayText(available.free.from));
  if (auto until = EndText(available.free.until)) message.set_free_until(*std::move(until));
  message.set_expected(available.expected);
  if (!available.unit_residents) return;
  for (const domain::ResidentKind kind : domain::kAllResidentKinds) {
    v1::UnitResidents& residents = *message.add_unit_residents();
    residents.set_resident_kind(EnumOf(kind));
    residents.set_count((*available.unit_residents)[kind]);
  }
}

void BindAvailability(domain::Store& store, const runtime::Clock& clock, runtime::rpc::Handlers& handlers) {
  const Availability availability(store, clock);
  const std::string service = "boulevard.placements.v1.AvailabilityService.";
  handlers.Bind<v1::ListAvailablePlacesRequest, v1::ListAvailablePlacesResponse>(
      service + "ListAvailablePlaces", std::bind_front(ListPlaces, availability));
  handlers.Bind<v1::GetAvailabilityRequest, v1::GetAvailabilityResponse>(
      service + "GetAvailability", std::bind_front(Count, availability));
  handlers.Bind<v1::GetPlaceCalendarRequest, v1::GetPlaceCalendarResponse>(
      service + "GetPlaceCalendar", std::bind_front(Calendar, availability));
}

}  // namespace boulevard::placements::api
