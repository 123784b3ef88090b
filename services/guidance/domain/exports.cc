#include "services/guidance/domain/exports.h"

#include <utility>

#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"

namespace boulevard::guidance::domain {
namespace {

absl::Status CheckMayExport(Tables& tables, const runtime::CallContext& context, const Uuid& id,
                            absl::Time now) {
  ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.GetYoungPerson(id));
  return SeenBy(tables, context.principal, std::move(person), now).status();
}

}  // namespace

absl::StatusOr<Export> Exports::Make(const runtime::CallContext& context, const Uuid& young_person_id) const {
  Export made{.young_person_id = young_person_id, .exported_at = clock_.Now()};
  // No other service is asked for who may not see it, nor while a transaction waits for its answer.
  RETURN_IF_ERROR(store_.Read(context.deadline, [&](Tables& tables) {
    return CheckMayExport(tables, context, young_person_id, made.exported_at);
  }));
  ASSIGN_OR_RETURN(made.placements, others_.Of(context, young_person_id));
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Export> {
    RETURN_IF_ERROR(CheckMayExport(tables, context, young_person_id, made.exported_at));
    RETURN_IF_ERROR(tables.accesses.Append(
        EntryOf(context, "GetExport", AccessAction::kExport, kDossierResource, young_person_id)));
    ASSIGN_OR_RETURN(made.guidance, tables.exports.PartsOf(young_person_id));
    return made;
  });
}

}  // namespace boulevard::guidance::domain
