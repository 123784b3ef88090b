#include "services/guidance/domain/retention.h"

#include <optional>

#include "services/guidance/domain/transaction.h"

namespace boulevard::guidance::domain {
namespace {

// Nobody asked for it: the programs do so by themselves.
AccessEntry AnonymisedEntry(const Uuid& young_person_id) {
  return {.event = "AnonymiseDossier",
          .action = AccessAction::kDelete,
          .subject = "retention",
          .role = runtime::Role::kService,
          .purpose = "retention",
          .person = young_person_id,
          .resource = kDossierResource};
}

}  // namespace

absl::StatusOr<int64_t> Retention::CountDue(absl::Time deadline) const {
  return ReadFrom(store_, deadline, [&](Tables& tables) { return tables.retention.CountDue(ClosedUntil()); });
}

absl::StatusOr<std::vector<ClosedDossier>> Retention::ListDue(int limit, absl::Time deadline) const {
  return ReadFrom(store_, deadline,
                  [&](Tables& tables) { return tables.retention.ListDue(ClosedUntil(), limit); });
}

absl::StatusOr<int> Retention::AnonymiseDue(int limit, absl::Time deadline) const {
  const Day closed_until = ClosedUntil();
  const auto anonymise_one = [&](Tables& tables) -> absl::StatusOr<bool> {
    ASSIGN_OR_RETURN(const std::optional<Uuid> due, tables.retention.LockDue(closed_until));
    if (!due) return false;
    RETURN_IF_ERROR(tables.retention.Anonymise(*due));
    RETURN_IF_ERROR(tables.accesses.Append(AnonymisedEntry(*due)));
    return true;
  };
  for (int done = 0; done < limit; ++done) {
    ASSIGN_OR_RETURN(const bool found, Transact(store_, deadline, anonymise_one));
    if (!found) return done;
  }
  return limit;
}

}  // namespace boulevard::guidance::domain
