#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_FACILITIES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_FACILITIES_H_

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

// Buildings with places. A provider sees and changes its own.
class Facilities {
 public:
  // Both outlive it.
  Facilities(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  absl::StatusOr<PageOf<Facility>> List(const runtime::CallContext& context, FacilityFilter filter,
                                        const Page& page) const;
  absl::StatusOr<Facility> Get(const runtime::CallContext& context, const Uuid& id) const;

  // `draft` without its id. A nil provider_id is the caller's own; INVALID_ARGUMENT when the caller is no
  // provider. ALREADY_EXISTS when the provider has that reference already.
  absl::StatusOr<Facility> Create(const runtime::CallContext& context, const Facility& draft) const;
  // `change` may refuse, or alter all but the ids. Another district is the district of its places too.
  absl::StatusOr<Facility> Update(const runtime::CallContext& context, const Uuid& id,
                                  absl::FunctionRef<absl::Status(Facility&)> change) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_FACILITIES_H_
