#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLANS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLANS_H_

#include <span>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/guidance/domain/plan_change.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// Guidance plans. Each call is in the access log when it answers; coordinators get summaries.
class Plans {
 public:
  // Both outlive it.
  Plans(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // Of one young person, whose dossier the caller may open; else a mentor's own, and all of them to
  // coordinators.
  absl::StatusOr<PageOf<Plan>> List(const runtime::CallContext& context, PlanFilter filter,
                                    const Page& page) const;
  absl::StatusOr<Plan> Get(const runtime::CallContext& context, const Uuid& id) const;
  // By the young person's mentor. `draft` says whose it is, its first level and its own fields; `parts` adds
  // to it. ALREADY_EXISTS naming the one that is not closed.
  absl::StatusOr<Plan> Create(const runtime::CallContext& context, const Plan& draft,
                              std::span<const PlanChange> parts) const;
  // By the young person's mentor: all of the changes as one revision, or none. `check` holds the plan, read
  // under its lock, against the version that the caller has seen. `method` names the call in the access log.
  // What changes nothing makes no revision. Errors as of PlanEditor.
  absl::StatusOr<Plan> Change(const runtime::CallContext& context, std::string_view method, const Uuid& id,
                              std::span<const PlanChange> changes,
                              absl::FunctionRef<absl::Status(const Plan&)> check) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

// Closes the plan of someone whose dossier is being closed, when there is one. The caller holds the lock of
// the young person.
absl::Status ClosePlanOf(Tables& tables, const runtime::CallContext& context, const Uuid& young_person_id,
                         absl::Time now);

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLANS_H_
