#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PROVIDERS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PROVIDERS_H_

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

// The organisations that own or let facilities. Everyone reads them, admins change them.
class Providers {
 public:
  // Both outlive it.
  Providers(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  absl::StatusOr<PageOf<Provider>> List(const runtime::CallContext& context, const Page& page) const;
  absl::StatusOr<Provider> Get(const runtime::CallContext& context, const Uuid& id) const;

  // `draft` without its id.
  absl::StatusOr<Provider> Create(const runtime::CallContext& context, const Provider& draft) const;
  // `change` may refuse, or alter all but the id.
  absl::StatusOr<Provider> Update(const runtime::CallContext& context, const Uuid& id,
                                  absl::FunctionRef<absl::Status(Provider&)> change) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PROVIDERS_H_
