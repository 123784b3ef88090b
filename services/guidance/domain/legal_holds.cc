#include "services/guidance/domain/legal_holds.h"

#include <optional>
#include <utility>
#include <vector>

#include "services/guidance/domain/transaction.h"
#include "services/runtime/status/errors.h"

namespace boulevard::guidance::domain {
namespace {

absl::Status LogLegalHold(Tables& tables, const runtime::CallContext& context, std::string_view event,
                          AccessAction action, const LegalHold& hold) {
  AccessEntry entry = EntryOf(context, event, action, kLegalHoldResource, hold.young_person_id);
  entry.resource_id = hold.id;
  return tables.accesses.Append(entry);
}

// Whether any stands is what the dossier shows.
absl::Status MarkHeld(Tables& tables, const Uuid& young_person_id) {
  ASSIGN_OR_RETURN(
      const PageOf<LegalHold> standing,
      tables.legal_holds.List({.young_person_id = young_person_id, .standing_only = true}, {.size = 1}));
  return tables.legal_holds.MarkHeld(young_person_id, !standing.rows.empty());
}

}  // namespace

absl::StatusOr<PageOf<LegalHold>> LegalHolds::ListStanding(const runtime::CallContext& context,
                                                           const Page& page) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<LegalHold>> {
    ASSIGN_OR_RETURN(PageOf<LegalHold> found, tables.legal_holds.List({.standing_only = true}, page));
    std::vector<AccessEntry> entries;
    for (const LegalHold& hold : found.rows) {
      entries.push_back(
          EntryOf(context, "ListLegalHolds", AccessAction::kRead, kLegalHoldResource, hold.young_person_id));
    }
    RETURN_IF_ERROR(tables.accesses.Append(entries));
    return found;
  });
}

absl::StatusOr<PageOf<LegalHold>> LegalHolds::List(const runtime::CallContext& context,
                                                   const Uuid& young_person_id, const Page& page) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<LegalHold>> {
    RETURN_IF_ERROR(tables.dossiers.GetYoungPerson(young_person_id).status());
    RETURN_IF_ERROR(tables.accesses.Append(EntryOf(
        context, "ListLegalHoldsOfYoungPerson", AccessAction::kRead, kLegalHoldResource, young_person_id)));
    return tables.legal_holds.List({.young_person_id = young_person_id}, page);
  });
}

absl::StatusOr<LegalHold> LegalHolds::Set(const runtime::CallContext& context, const Uuid& young_person_id,
                                          const std::string& reason) const {
  const absl::Time now = clock_.Now();
  const LegalHold hold{.id = runtime::NewUuid(now),
                       .young_person_id = young_person_id,
                       .reason = reason,
                       .set_by = context.principal.subject,
                       .set_on = runtime::TodayIn(now)};
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<LegalHold> {
    ASSIGN_OR_RETURN(const YoungPerson person, tables.dossiers.LockYoungPerson(young_person_id));
    if (person.state == DossierState::kAnonymised) {
      return runtime::WrongState("dossier", "hold", Word(person.state), {});
    }
    RETURN_IF_ERROR(tables.legal_holds.Insert(hold));
    RETURN_IF_ERROR(MarkHeld(tables, young_person_id));
    RETURN_IF_ERROR(LogLegalHold(tables, context, "SetLegalHold", AccessAction::kCreate, hold));
    return hold;
  });
}

absl::StatusOr<LegalHold> LegalHolds::Release(const runtime::CallContext& context, const Uuid& id) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<LegalHold> {
    // Whose a hold is never changes, so it may be read before that row is locked.
    ASSIGN_OR_RETURN(const LegalHold seen, tables.legal_holds.Get(id));
    RETURN_IF_ERROR(tables.dossiers.LockYoungPerson(seen.young_person_id).status());
    ASSIGN_OR_RETURN(LegalHold hold, tables.legal_holds.Get(id));
    if (hold.released_on) return runtime::WrongState("legal hold", "release", "released", {});
    hold.released_by = context.principal.subject;
    hold.released_on = runtime::Today(clock_);
    RETURN_IF_ERROR(tables.legal_holds.Release(hold));
    RETURN_IF_ERROR(MarkHeld(tables, hold.young_person_id));
    RETURN_IF_ERROR(LogLegalHold(tables, context, "ReleaseLegalHold", AccessAction::kUpdate, hold));
    return hold;
  });
}

}  // namespace boulevard::guidance::domain
