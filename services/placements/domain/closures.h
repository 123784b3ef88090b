#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_CLOSURES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_CLOSURES_H_

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

// Periods in which a place cannot be lived in. A provider closes its own places.
class Closures {
 public:
  // Both outlive it.
  Closures(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  absl::StatusOr<PageOf<Closure>> List(const runtime::CallContext& context, ClosureFilter filter,
                                       const Page& page) const;
  absl::StatusOr<Closure> Get(const runtime::CallContext& context, const Uuid& id) const;

  // `draft` without its id. ABORTED when a stay, an offer or another closure takes the place then.
  absl::StatusOr<Closure> Create(const runtime::CallContext& context, const Closure& draft) const;
  // `change` may refuse, or alter the end, reason, payer and note.
  absl::StatusOr<Closure> Update(const runtime::CallContext& context, const Uuid& id,
                                 absl::FunctionRef<absl::Status(Closure&)> change) const;
  // One that has begun ends today, one that has not never happens.
  absl::StatusOr<Closure> Cancel(const runtime::CallContext& context, const Uuid& id) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_CLOSURES_H_
