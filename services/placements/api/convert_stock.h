#ifndef BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_STOCK_H_
#define BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_STOCK_H_

#include "absl/status/status.h"
#include "boulevard/placements/v1/facilities.pb.h"
#include "boulevard/placements/v1/places.pb.h"
#include "boulevard/placements/v1/programmes.pb.h"
#include "boulevard/placements/v1/providers.pb.h"
#include "boulevard/placements/v1/units.pb.h"
#include "services/placements/domain/types.h"

// The stock, between contract and domain. Apply sets what a caller may change: what is output-only or
// immutable stays as it is.
namespace boulevard::placements::api {

v1::Programme ProgrammeMessage(const domain::Programme& programme);
v1::Provider ProviderMessage(const domain::Provider& provider);
v1::Facility FacilityMessage(const domain::Facility& facility);
v1::Unit UnitMessage(const domain::Unit& unit);
v1::Place PlaceMessage(const domain::Place& place);

void Apply(const v1::Programme& message, domain::Programme& programme);
void Apply(const v1::Provider& message, domain::Provider& provider);
void Apply(const v1::Facility& message, domain::Facility& facility);
// The quotas must be those of CheckQuotaKinds.
void Apply(const v1::Unit& message, domain::Unit& unit);
// `today` is the day from which a place is available that does not say.
void Apply(const v1::Place& message, domain::Day today, domain::Place& place);

// INVALID_ARGUMENT when two quotas are for the same kind.
absl::Status CheckQuotaKinds(const v1::Unit& message);

}  // namespace boulevard::placements::api

#endif  // BOULEVARD_SERVICES_PLACEMENTS_API_CONVERT_STOCK_H_
