#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_UNITS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_UNITS_H_

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

// Places that share kitchen and bath. A provider sees and changes its own.
class Units {
 public:
  // Both outlive it.
  Units(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  absl::StatusOr<PageOf<Unit>> List(const runtime::CallContext& context, UnitFilter filter,
                                    const Page& page) const;
  absl::StatusOr<Unit> Get(const runtime::CallContext& context, const Uuid& id) const;

  // `draft` without its id, provider and residents. ALREADY_EXISTS when the facility has that reference.
  absl::StatusOr<Unit> Create(const runtime::CallContext& context, const Unit& draft) const;
  // `change` may refuse, or alter name, reference and quotas. FAILED_PRECONDITION (rule unit-quota, one
  // breach for each kind) when a quota is below those who live or are booked there at once, from today on.
  absl::StatusOr<Unit> Update(const runtime::CallContext& context, const Uuid& id,
                              absl::FunctionRef<absl::Status(Unit&)> change) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_UNITS_H_
