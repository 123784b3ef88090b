#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_FILTERS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_FILTERS_H_

#include <optional>
#include <string>

#include "services/placements/domain/types.h"
#include "services/runtime/id/page.h"

// What a list is asked for. An empty text or nothing: any.
namespace boulevard::placements::domain {

using runtime::Page;
using runtime::PageOf;

struct FacilityFilter {
  std::optional<Uuid> provider_id;
  std::string programme_id;
  std::string district;
};
struct UnitFilter {
  std::optional<Uuid> provider_id;
  std::optional<Uuid> facility_id;
};
struct PlaceFilter {
  std::optional<Uuid> provider_id;
  std::string programme_id;
  std::optional<Uuid> facility_id;
  std::optional<Uuid> unit_id;
};
struct ClosureFilter {
  std::optional<Uuid> provider_id;
  std::optional<Uuid> place_id;
  std::optional<Uuid> facility_id;
};
struct ApplicationFilter {
  std::string created_by;  // empty: anyone
  std::string programme_id;
  std::optional<ApplicationState> state;
};
struct OfferFilter {
  std::optional<Uuid> provider_id;
  std::optional<Uuid> place_id;
  std::optional<Uuid> application_id;
  std::optional<OfferState> state;
};
struct PlacementFilter {
  std::optional<Uuid> provider_id;
  std::optional<Uuid> place_id;
  std::optional<PlacementState> state;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_FILTERS_H_
