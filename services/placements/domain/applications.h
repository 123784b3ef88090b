#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATIONS_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATIONS_H_

#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::placements::domain {

// Who is to be placed. Coordinators see all applications, referrers and mentors those that they made. Each
// step gives the application after it; FAILED_PRECONDITION when its state does not allow the step.
class Applications {
 public:
  // Both outlive it.
  Applications(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  absl::StatusOr<PageOf<Application>> List(const runtime::CallContext& context, ApplicationFilter filter,
                                           const Page& page) const;
  absl::StatusOr<Application> Get(const runtime::CallContext& context, const Uuid& id) const;
  // `draft` says who, what for and how; the rest is filled in. ALREADY_EXISTS naming the one that the young
  // person has for that programme and that is not over.
  absl::StatusOr<Application> Create(const runtime::CallContext& context, const Application& draft) const;
  // `change` may refuse, or alter what a caller may alter. Who made it does so only before its assessment.
  absl::StatusOr<Application> Update(const runtime::CallContext& context, const Uuid& id,
                                     absl::FunctionRef<absl::Status(Application&)> change) const;

  absl::StatusOr<Application> Assess(const runtime::CallContext& context, const Uuid& id) const;
  absl::StatusOr<Application> Admit(const runtime::CallContext& context, const Uuid& id) const;
  absl::StatusOr<Application> Reject(const runtime::CallContext& context, const Uuid& id,
                                     ClosingReason reason) const;
  // Revokes its open offers too.
  absl::StatusOr<Application> Withdraw(const runtime::CallContext& context, const Uuid& id,
                                       ClosingReason reason) const;
  absl::StatusOr<Application> Confirm(const runtime::CallContext& context, const Uuid& id) const;

  // What happened to it, oldest first.
  absl::StatusOr<PageOf<ApplicationChange>> History(const runtime::CallContext& context, const Uuid& id,
                                                    const Page& page) const;

 private:
  // Changes an application beside its state, under the lock of its young person.
  using Change = absl::FunctionRef<absl::Status(Tables&, Application&)>;
  absl::StatusOr<Application> Step(const runtime::CallContext& context, const Uuid& id, std::string_view step,
                                   Change change) const;
  // In a transaction that holds the lock.
  absl::StatusOr<Application> StepIn(Tables& tables, const runtime::CallContext& context, const Uuid& id,
                                     std::string_view step, Change change) const;

  Store& store_;
  const runtime::Clock& clock_;
};

// Expires applications that nobody confirmed in time, each in a transaction of its own; any number of
// replicas may do so at once. Gives how many it expired; an error does not keep it from the others, and is
// given in the end.
absl::StatusOr<int> ExpireOverdueApplications(Store& store, const runtime::Clock& clock, absl::Time deadline);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_APPLICATIONS_H_
