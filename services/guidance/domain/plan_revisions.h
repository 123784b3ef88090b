#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_REVISIONS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_REVISIONS_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/guidance/domain/plan_differences.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// Two revisions, and what is different in the later one.
struct PlanComparison {
  PlanRevision earlier;
  PlanRevision later;
  std::vector<FieldDifference> differences;
};

// What plans were, to mentors who may open the dossier. Each call is in the access log when it answers.
class PlanRevisions {
 public:
  // Both outlive it.
  PlanRevisions(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // The newest first; those before the number, when it is given.
  absl::StatusOr<PageOf<RevisionNote>> List(const runtime::CallContext& context, const Uuid& plan_id,
                                            std::optional<int> before, int size) const;
  // NOT_FOUND when there is none with that number.
  absl::StatusOr<PlanRevision> Get(const runtime::CallContext& context, const Uuid& plan_id,
                                   int number) const;
  // In whichever order they are named. `other`: the newest when left out.
  absl::StatusOr<PlanComparison> Compare(const runtime::CallContext& context, const Uuid& plan_id, int one,
                                         std::optional<int> other) const;

 private:
  // The plan, once the caller was let in and that is logged.
  absl::StatusOr<Plan> Open(Tables& tables, const runtime::CallContext& context, std::string_view method,
                            const Uuid& plan_id) const;

  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PLAN_REVISIONS_H_
