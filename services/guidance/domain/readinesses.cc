#include "services/guidance/domain/readinesses.h"

#include <utility>
#include <vector>

#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"
#include "services/runtime/status/errors.h"

namespace boulevard::guidance::domain {
namespace {

absl::Status LogReadiness(Tables& tables, const runtime::CallContext& context, std::string_view event,
                          AccessAction action, const Uuid& young_person_id, const std::optional<Uuid>& id) {
  AccessEntry entry = EntryOf(context, event, action, kReadinessResource, young_person_id);
  entry.resource_id = id;
  return tables.accesses.Append(entry);
}

void WithholdReason(const runtime::Principal& principal, Readiness& readiness) {
  if (principal.role != runtime::Role::kMentor) readiness.withdrawal_reason.clear();
}

absl::Status CheckNoneStands(Tables& tables, const Uuid& young_person_id) {
  ASSIGN_OR_RETURN(const std::optional<Readiness> standing, tables.readinesses.FindStanding(young_person_id));
  if (!standing) return absl::OkStatus();
  return runtime::WithDetails(absl::AlreadyExistsError("the young person was declared ready already"),
                              {.existing_id = standing->id.ToString()});
}

// A day that a caller names, of what follows the last cause.
absl::Status CheckFollows(const Readiness& readiness, Day day, Day today, std::string_view field) {
  if (day >= readiness.causes.back().from && day <= today) return absl::OkStatus();
  return runtime::InvalidField(field, "order",
                               "must be from the day on which the last cause began until today");
}

absl::StatusOr<ReadinessView> ViewIn(Tables& tables, const Uuid& young_person_id, Day today) {
  ASSIGN_OR_RETURN(const std::vector<Assessment> assessments, tables.figures.Assessments(young_person_id));
  ASSIGN_OR_RETURN(const std::vector<DaytimeActivity> activities, tables.figures.Activities(young_person_id));
  ASSIGN_OR_RETURN(const std::optional<PlanFigures> plan, tables.figures.Plan(young_person_id));
  return ViewOf(ProgressOf(assessments), DaytimeOn(activities, today), plan);
}

}  // namespace

absl::StatusOr<ReadinessOverview> Readinesses::Get(const runtime::CallContext& context,
                                                   const Uuid& young_person_id) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<ReadinessOverview> {
    RETURN_IF_ERROR(CheckSeen(tables, context.principal, young_person_id, clock_.Now()));
    ReadinessOverview overview;
    ASSIGN_OR_RETURN(overview.standing, tables.readinesses.FindStanding(young_person_id));
    ASSIGN_OR_RETURN(overview.view, ViewIn(tables, young_person_id, runtime::Today(clock_)));
    RETURN_IF_ERROR(LogReadiness(tables, context, "GetReadiness", AccessAction::kRead, young_person_id, {}));
    return overview;
  });
}

absl::StatusOr<PageOf<Readiness>> Readinesses::List(const runtime::CallContext& context,
                                                    const Uuid& young_person_id, const Page& page) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<Readiness>> {
    RETURN_IF_ERROR(CheckSeen(tables, context.principal, young_person_id, clock_.Now()));
    ASSIGN_OR_RETURN(PageOf<Readiness> found, tables.readinesses.ListReadinesses(young_person_id, page));
    for (Readiness& readiness : found.rows) WithholdReason(context.principal, readiness);
    RETURN_IF_ERROR(
        LogReadiness(tables, context, "ListReadinesses", AccessAction::kRead, young_person_id, {}));
    return found;
  });
}

absl::StatusOr<Readiness> Readinesses::Declare(const runtime::CallContext& context,
                                               const Uuid& young_person_id, BlockCause cause,
                                               const std::optional<Day>& declared_on) const {
  Readiness readiness;
  readiness.created_at = clock_.Now();
  readiness.id = runtime::NewUuid(readiness.created_at);
  readiness.young_person_id = young_person_id;
  const Day today = runtime::TodayIn(readiness.created_at);
  readiness.declared_on = declared_on.value_or(today);
  readiness.causes = {{.cause = cause, .from = readiness.declared_on}};
  if (readiness.declared_on > today) {
    return runtime::InvalidField("declaredOn", "not-future", "must not be in the future");
  }
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Readiness> {
    ASSIGN_OR_RETURN(const YoungPerson person,
                     LockOwn(tables, context.principal, young_person_id, "declare-readiness"));
    readiness.mentor_id = person.mentor_id.value();
    RETURN_IF_ERROR(CheckNoneStands(tables, young_person_id));
    RETURN_IF_ERROR(tables.readinesses.Insert(readiness));
    RETURN_IF_ERROR(LogReadiness(tables, context, "DeclareReadiness", AccessAction::kCreate, young_person_id,
                                 readiness.id));
    return readiness;
  });
}

absl::StatusOr<Readiness> Readinesses::Change(
    const runtime::CallContext& context, const Uuid& id, std::string_view event, std::string_view step,
    absl::FunctionRef<absl::Status(Tables&, Readiness&)> change) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Readiness> {
    // Whose it is never changes, so it may be read before that row is locked.
    ASSIGN_OR_RETURN(const Readiness seen, tables.readinesses.GetReadiness(id));
    RETURN_IF_ERROR(LockOwn(tables, context.principal, seen.young_person_id, step).status());
    ASSIGN_OR_RETURN(Readiness readiness, tables.readinesses.GetReadiness(id));
    if (readiness.withdrawn_on) return runtime::WrongState("readiness", step, "withdrawn", {});
    RETURN_IF_ERROR(change(tables, readiness));
    RETURN_IF_ERROR(
        LogReadiness(tables, context, event, AccessAction::kUpdate, readiness.young_person_id, id));
    return readiness;
  });
}

absl::StatusOr<Readiness> Readinesses::ChangeCause(const runtime::CallContext& context, const Uuid& id,
                                                   BlockCause cause, const std::optional<Day>& from) const {
  const Day today = runtime::Today(clock_);
  const BlockCauseFrom next{.cause = cause, .from = from.value_or(today)};
  return Change(
      context, id, "ChangeBlockCause", "change-cause",
      [&](Tables& tables, Readiness& readiness) -> absl::Status {
        const BlockCause current = readiness.causes.back().cause;
        if (cause == current) {
          return runtime::RulesBroken({{"other-cause", std::string(Word(current)), "another cause"}});
        }
        RETURN_IF_ERROR(CheckFollows(readiness, next.from, today, "from"));
        readiness.causes.push_back(next);
        return tables.readinesses.AddCause(readiness);
      });
}

absl::StatusOr<Readiness> Readinesses::Withdraw(const runtime::CallContext& context, const Uuid& id,
                                                const std::string& reason,
                                                const std::optional<Day>& withdrawn_on) const {
  const Day today = runtime::Today(clock_);
  return Change(context, id, "WithdrawReadiness", "withdraw",
                [&](Tables& tables, Readiness& readiness) -> absl::Status {
                  readiness.withdrawn_on = withdrawn_on.value_or(today);
                  readiness.withdrawal_reason = reason;
                  RETURN_IF_ERROR(CheckFollows(readiness, *readiness.withdrawn_on, today, "withdrawnOn"));
                  return tables.readinesses.Withdraw(readiness);
                });
}

absl::Status EndReadiness(Tables& tables, const Uuid& young_person_id, Day today) {
  ASSIGN_OR_RETURN(std::optional<Readiness> standing, tables.readinesses.FindStanding(young_person_id));
  if (!standing) return absl::OkStatus();
  standing->withdrawn_on = today;
  return tables.readinesses.Withdraw(*standing);
}

}  // namespace boulevard::guidance::domain
