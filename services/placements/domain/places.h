#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PLACES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PLACES_H_

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

// Bedrooms that one person can live in. A provider sees and changes its own.
class Places {
 public:
  // Both outlive it.
  Places(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  absl::StatusOr<PageOf<Place>> List(const runtime::CallContext& context, PlaceFilter filter,
                                     const Page& page) const;
  absl::StatusOr<Place> Get(const runtime::CallContext& context, const Uuid& id) const;

  // `draft` without its id and without what follows from its unit. ALREADY_EXISTS when the unit has that
  // reference.
  absl::StatusOr<Place> Create(const runtime::CallContext& context, const Place& draft) const;
  // `change` may refuse, or alter name, reference, rent, features, available_from and withdrawn. ABORTED when
  // a stay or an offer takes the place from today on and it would be withdrawn, or takes it earlier than
  // available_from.
  absl::StatusOr<Place> Update(const runtime::CallContext& context, const Uuid& id,
                               absl::FunctionRef<absl::Status(Place&)> change) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PLACES_H_
