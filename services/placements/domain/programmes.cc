#include "services/placements/domain/programmes.h"

#include "services/placements/domain/reading.h"
#include "services/placements/domain/transaction.h"
#include "services/runtime/status/errors.h"

namespace boulevard::placements::domain {
namespace {

absl::Status CheckAges(const Programme& programme) {
  if (programme.minimum_age <= programme.maximum_age) return absl::OkStatus();
  return runtime::InvalidField("programme.minimumAge", "order", "must not be above maximumAge");
}

}  // namespace

absl::StatusOr<PageOf<Programme>> Programmes::List(const runtime::CallContext& context, int size,
                                                   const std::string& after) const {
  return ReadFrom(store_, context.deadline,
                  [&](Tables& tables) { return tables.stock.ListProgrammes(size, after); });
}

absl::StatusOr<Programme> Programmes::Get(const runtime::CallContext& context, const std::string& id) const {
  return ReadFrom(store_, context.deadline, [&](Tables& tables) { return tables.stock.GetProgramme(id); });
}

absl::StatusOr<Programme> Programmes::Create(const runtime::CallContext& context,
                                             const Programme& draft) const {
  RETURN_IF_ERROR(CheckAges(draft));
  RETURN_IF_ERROR(
      store_.InTransaction(context.deadline, [&](Tables& tables) { return tables.stock.Insert(draft); }));
  return draft;
}

absl::StatusOr<Programme> Programmes::Update(const runtime::CallContext& context, const std::string& id,
                                             absl::FunctionRef<absl::Status(Programme&)> change) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Programme> {
    ASSIGN_OR_RETURN(Programme programme, tables.stock.LockProgramme(id));
    RETURN_IF_ERROR(change(programme));
    RETURN_IF_ERROR(CheckAges(programme));
    RETURN_IF_ERROR(tables.stock.Update(programme));
    return programme;
  });
}

}  // namespace boulevard::placements::domain
