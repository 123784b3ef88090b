#include "services/guidance/domain/dossiers.h"

#include <string>
#include <utility>
#include <vector>

#include "services/guidance/domain/plans.h"
#include "services/guidance/domain/readinesses.h"
#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"
#include "services/runtime/status/errors.h"

namespace boulevard::guidance::domain {
namespace {

// A working day: whoever stands in for a colleague does so again tomorrow with a reason of its own.
constexpr absl::Duration kGlassStaysBroken = absl::Hours(8);

}  // namespace

absl::StatusOr<YoungPerson> Dossiers::Close(const runtime::CallContext& context, const Uuid& id,
                                            DossierClosingReason reason) const {
  const Day today = runtime::Today(clock_);
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<YoungPerson> {
    ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.LockYoungPerson(id));
    RETURN_IF_ERROR(CheckOwnOrCoordinator(tables, context.principal, person));
    RETURN_IF_ERROR(CheckOpen(person, "close"));
    person.state = DossierState::kClosed;
    person.closed_on = today;
    person.closing_reason = reason;
    person.mentor_id.reset();
    RETURN_IF_ERROR(tables.assignments.EndAssignment(id, today));
    RETURN_IF_ERROR(ClosePlanOf(tables, context, id, clock_.Now()));
    RETURN_IF_ERROR(EndReadiness(tables, id, today));
    RETURN_IF_ERROR(tables.dossiers.Update(person));
    RETURN_IF_ERROR(tables.accesses.Append(
        EntryOf(context, "CloseDossier", AccessAction::kUpdate, kDossierResource, id)));
    return Withhold(std::move(person));
  });
}

absl::StatusOr<YoungPerson> Dossiers::Reopen(const runtime::CallContext& context, const Uuid& id) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<YoungPerson> {
    ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.LockYoungPerson(id));
    if (person.state != DossierState::kClosed) {
      const bool is_open = person.state == DossierState::kOpen;
      return runtime::WrongState("dossier", "reopen", Word(person.state),
                                 is_open ? std::vector<std::string>{"close"} : std::vector<std::string>());
    }
    person.state = DossierState::kOpen;
    person.closed_on.reset();
    person.closing_reason.reset();
    RETURN_IF_ERROR(tables.dossiers.Update(person));
    RETURN_IF_ERROR(tables.accesses.Append(
        EntryOf(context, "ReopenDossier", AccessAction::kUpdate, kDossierResource, id)));
    return Withhold(std::move(person));
  });
}

absl::StatusOr<BrokenGlass> Dossiers::BreakGlass(const runtime::CallContext& context, const Uuid& id,
                                                 const std::string& reason) const {
  const BrokenGlass glass{
      .young_person_id = id, .subject = context.principal.subject, .until = clock_.Now() + kGlassStaysBroken};
  AccessEntry entry = EntryOf(context, "BreakGlass", AccessAction::kExecute, kDossierResource, id);
  entry.reason = reason;
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<BrokenGlass> {
    RETURN_IF_ERROR(CallingMentor(tables, context.principal).status());
    ASSIGN_OR_RETURN(const YoungPerson person, tables.dossiers.LockYoungPerson(id));
    if (person.state == DossierState::kAnonymised) {
      return runtime::WrongState("dossier", "break-glass", Word(person.state), {});
    }
    RETURN_IF_ERROR(tables.dossiers.Save(glass));
    RETURN_IF_ERROR(tables.accesses.Append(entry));
    return glass;
  });
}

}  // namespace boulevard::guidance::domain
