#include "services/guidance/domain/plans.h"

#include <optional>
#include <utility>
#include <vector>

#include "services/guidance/domain/plan_editor.h"
#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"
#include "services/runtime/status/errors.h"

namespace boulevard::guidance::domain {
namespace {

constexpr char kYoungPersonField[] = "plan.youngPersonId";

AccessEntry EntryOf(const runtime::CallContext& context, std::string_view method, AccessAction action,
                    const Plan& plan) {
  AccessEntry entry = EntryOf(context, method, action, kPlanResource, plan.young_person_id);
  entry.resource_id = plan.id;
  return entry;
}

// As much of the plan as the caller may read; SeenBy has let them in.
Plan Shown(const runtime::Principal& principal, Plan plan) {
  return principal.role == runtime::Role::kMentor ? std::move(plan) : Withhold(std::move(plan));
}

// Lets in who may list what the filter asks for, and holds mentors who name nobody to their own.
absl::Status CheckMayList(Tables& tables, const runtime::CallContext& context, PlanFilter& filter,
                          absl::Time now) {
  if (filter.young_person_id) {
    ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.GetYoungPerson(*filter.young_person_id));
    return SeenBy(tables, context.principal, std::move(person), now).status();
  }
  if (context.principal.role != runtime::Role::kMentor) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Mentor mentor, CallingMentor(tables, context.principal));
  filter.mentor_id = mentor.id;
  return absl::OkStatus();
}

absl::StatusOr<YoungPerson> LockOwnerOfNew(Tables& tables, const Uuid& young_person_id) {
  absl::StatusOr<YoungPerson> owner = tables.plans.LockOwner(young_person_id);
  if (!absl::IsNotFound(owner.status())) return owner;
  return runtime::InvalidField(kYoungPersonField, "exists", "refers to nothing that is here");
}

absl::Status CheckOnlyOne(Tables& tables, const Uuid& young_person_id) {
  ASSIGN_OR_RETURN(const std::optional<Uuid> open, tables.plans.FindOpenPlan(young_person_id));
  if (!open) return absl::OkStatus();
  return runtime::WithDetails(absl::AlreadyExistsError("the young person has a plan that is not closed"),
                              {.fields = {{kYoungPersonField, "unique", "has a plan that is not closed"}},
                               .existing_id = open->ToString()});
}

RevisionNote NoteFor(const runtime::CallContext& context, absl::Time now, const YoungPerson& owner,
                     EditedPlan& edited) {
  // Who changes a plan is the young person's mentor, or a coordinator.
  const bool by_mentor = context.principal.role == runtime::Role::kMentor;
  return {.number = edited.plan.revision,
          .made_at = now,
          .subject = context.principal.subject,
          .mentor_id = by_mentor ? owner.mentor_id : std::nullopt,
          .kinds = std::move(edited.kinds)};
}

absl::StatusOr<EditedPlan> Edit(Tables& tables, const Plan& plan, absl::Time now,
                                std::span<const PlanChange> changes) {
  ReviewWeeks weeks;
  if (PlansReviews(changes)) {
    ASSIGN_OR_RETURN(weeks, tables.plans.GetReviewWeeks());
  }
  PlanEditor editor(plan, now, weeks);
  for (const PlanChange& change : changes) editor.Apply(change);
  return std::move(editor).Result();
}

// Makes the changes and writes what came of them, unless that is nothing.
absl::StatusOr<Plan> Write(Tables& tables, const runtime::CallContext& context, absl::Time now,
                           const OwnedPlan& owned, std::span<const PlanChange> changes) {
  ASSIGN_OR_RETURN(EditedPlan edited, Edit(tables, owned.plan, now, changes));
  if (edited.plan.revision == owned.plan.revision) return owned.plan;
  const RevisionNote note = NoteFor(context, now, owned.owner, edited);
  RETURN_IF_ERROR(tables.plans.Update(owned.plan, edited.plan, note, edited.events));
  return std::move(edited.plan);
}

}  // namespace

absl::StatusOr<PageOf<Plan>> Plans::List(const runtime::CallContext& context, PlanFilter filter,
                                         const Page& page) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<Plan>> {
    RETURN_IF_ERROR(CheckMayList(tables, context, filter, clock_.Now()));
    ASSIGN_OR_RETURN(PageOf<Plan> found, tables.plans.ListPlans(filter, page));
    std::vector<AccessEntry> entries;
    for (Plan& plan : found.rows) {
      plan = Shown(context.principal, std::move(plan));
      entries.push_back(EntryOf(context, "ListPlans", AccessAction::kRead, plan));
    }
    if (entries.empty()) {
      entries.push_back(
          EntryOf(context, "ListPlans", AccessAction::kRead, kPlanResource, filter.young_person_id));
    }
    RETURN_IF_ERROR(tables.accesses.Append(entries));
    return found;
  });
}

// Read and logged one after the other, without a transaction around: the row of the log is committed before
// the plan is shown, and that is all there is to keep together.
absl::StatusOr<Plan> Plans::Get(const runtime::CallContext& context, const Uuid& id) const {
  return ReadFrom(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Plan> {
    ASSIGN_OR_RETURN(OwnedPlan owned, tables.plans.GetPlan(id));
    RETURN_IF_ERROR(SeenBy(tables, context.principal, std::move(owned.owner), clock_.Now()).status());
    RETURN_IF_ERROR(tables.accesses.Append(EntryOf(context, "GetPlan", AccessAction::kRead, owned.plan)));
    return Shown(context.principal, std::move(owned.plan));
  });
}

absl::StatusOr<Plan> Plans::Create(const runtime::CallContext& context, const Plan& draft,
                                   std::span<const PlanChange> parts) const {
  const absl::Time now = clock_.Now();
  Plan empty = draft;
  empty.id = runtime::NewUuid(now);
  empty.created_at = now;
  empty.levels.front().since = empty.starts_on;
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Plan> {
    ASSIGN_OR_RETURN(const YoungPerson owner, LockOwnerOfNew(tables, empty.young_person_id));
    RETURN_IF_ERROR(CheckOwn(tables, context.principal, owner));
    RETURN_IF_ERROR(CheckOpen(owner, "create-plan"));
    RETURN_IF_ERROR(CheckOnlyOne(tables, empty.young_person_id));
    ASSIGN_OR_RETURN(EditedPlan edited, Edit(tables, empty, now, parts));
    edited.plan.revision = edited.plan.content_revision = 1;
    edited.kinds = {PlanChangeKind::kCreate};
    RETURN_IF_ERROR(tables.plans.Insert(edited.plan, NoteFor(context, now, owner, edited)));
    RETURN_IF_ERROR(
        tables.accesses.Append(EntryOf(context, "CreatePlan", AccessAction::kCreate, edited.plan)));
    return std::move(edited.plan);
  });
}

absl::StatusOr<Plan> Plans::Change(const runtime::CallContext& context, std::string_view method,
                                   const Uuid& id, std::span<const PlanChange> changes,
                                   absl::FunctionRef<absl::Status(const Plan&)> check) const {
  const absl::Time now = clock_.Now();
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Plan> {
    ASSIGN_OR_RETURN(const OwnedPlan owned, tables.plans.LockPlan(id));
    RETURN_IF_ERROR(CheckOwn(tables, context.principal, owned.owner));
    RETURN_IF_ERROR(CheckOpen(owned.owner, "change-plan"));
    RETURN_IF_ERROR(check(owned.plan));
    ASSIGN_OR_RETURN(Plan plan, Write(tables, context, now, owned, changes));
    RETURN_IF_ERROR(tables.accesses.Append(EntryOf(context, method, AccessAction::kUpdate, plan)));
    return plan;
  });
}

absl::Status ClosePlanOf(Tables& tables, const runtime::CallContext& context, const Uuid& young_person_id,
                         absl::Time now) {
  ASSIGN_OR_RETURN(const std::optional<Uuid> id, tables.plans.FindOpenPlan(young_person_id));
  if (!id) return absl::OkStatus();
  ASSIGN_OR_RETURN(const OwnedPlan owned, tables.plans.GetPlan(*id));
  const PlanChange change{.what = Close{.reason = PlanClosingReason::kDossierClosed}};
  return Write(tables, context, now, owned, std::span(&change, 1)).status();
}

}  // namespace boulevard::guidance::domain
