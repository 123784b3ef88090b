#include "services/guidance/domain/plan_revisions.h"

#include <algorithm>
#include <utility>

#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"

namespace boulevard::guidance::domain {

absl::StatusOr<Plan> PlanRevisions::Open(Tables& tables, const runtime::CallContext& context,
                                         std::string_view method, const Uuid& plan_id) const {
  ASSIGN_OR_RETURN(OwnedPlan owned, tables.plans.GetPlan(plan_id));
  RETURN_IF_ERROR(SeenBy(tables, context.principal, std::move(owned.owner), clock_.Now()).status());
  AccessEntry entry =
      EntryOf(context, method, AccessAction::kRead, kPlanResource, owned.plan.young_person_id);
  entry.resource_id = plan_id;
  RETURN_IF_ERROR(tables.accesses.Append(entry));
  return std::move(owned.plan);
}

absl::StatusOr<PageOf<RevisionNote>> PlanRevisions::List(const runtime::CallContext& context,
                                                         const Uuid& plan_id, std::optional<int> before,
                                                         int size) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<RevisionNote>> {
    RETURN_IF_ERROR(Open(tables, context, "ListPlanRevisions", plan_id).status());
    return tables.plans.ListRevisions(plan_id, before, size);
  });
}

absl::StatusOr<PlanRevision> PlanRevisions::Get(const runtime::CallContext& context, const Uuid& plan_id,
                                                int number) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PlanRevision> {
    RETURN_IF_ERROR(Open(tables, context, "GetPlanRevision", plan_id).status());
    return tables.plans.GetRevision(plan_id, number);
  });
}

absl::StatusOr<PlanComparison> PlanRevisions::Compare(const runtime::CallContext& context,
                                                      const Uuid& plan_id, int one,
                                                      std::optional<int> other) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PlanComparison> {
    ASSIGN_OR_RETURN(const Plan plan, Open(tables, context, "ComparePlanRevisions", plan_id));
    const auto [earlier, later] = std::minmax({one, other.value_or(plan.revision)});
    PlanComparison comparison;
    ASSIGN_OR_RETURN(comparison.earlier, tables.plans.GetRevision(plan_id, earlier));
    ASSIGN_OR_RETURN(comparison.later, tables.plans.GetRevision(plan_id, later));
    comparison.differences = Differences(comparison.earlier.plan, comparison.later.plan);
    return comparison;
  });
}

}  // namespace boulevard::guidance::domain
