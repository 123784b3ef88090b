#ifndef BOULEVARD_SERVICES_PLACEMENTS_API_AVAILABILITY_MESSAGES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_API_AVAILABILITY_MESSAGES_H_

#include "boulevard/placements/v1/availability.pb.h"
#include "services/placements/api/convert.h"
#include "services/placements/api/convert_enums.h"
#include "services/placements/domain/availability_types.h"

// What the list of free places and the events about them have in common.
namespace boulevard::placements::api {

// Of a request with the filters of ListAvailablePlacesRequest; without the period.
template <typename Request>
domain::AvailablePlaceFilter FilterFrom(const Request& request) {
  domain::AvailablePlaceFilter filter = {
      .provider_id = OptionalIdFrom(request.provider_id()),
      .programme_id = request.programme_id(),
      .district = request.district(),
      .resident_kind = OptionalEnumFrom<domain::ResidentKind>(request.resident_kind()),
      .include_expected = request.include_expected()};
  if (request.has_max_rent_cents()) filter.max_rent_cents = request.max_rent_cents();
  if (request.has_accessible()) filter.accessible = request.accessible();
  if (request.has_furnished()) filter.furnished = request.furnished();
  if (request.has_self_contained()) filter.self_contained = request.self_contained();
  return filter;
}

void Fill(const domain::AvailablePlace& available, v1::AvailablePlace& message);

}  // namespace boulevard::placements::api

#endif  // BOULEVARD_SERVICES_PLACEMENTS_API_AVAILABILITY_MESSAGES_H_
