#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATIONS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATIONS_H_

#include "absl/status/statusor.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

// Who is to be placed. Coordinators see all applications, referrers and mentors those that they made.
class Applications {
 public:
  // Both outlive it.
  Applications(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  absl::StatusOr<PageOf<Application>> List(const runtime::CallContext& context, const Page& page) const;
  absl::StatusOr<Application> Get(const runtime::CallContext& context, const Uuid& id) const;
  // `draft` says who and what; the rest is filled in.
  absl::StatusOr<Application> Create(const runtime::CallContext& context, const Application& draft) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATIONS_H_
