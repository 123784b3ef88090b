#include "services/guidance/domain/accesses.h"

#include <utility>

#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"

namespace boulevard::guidance::domain {
absl::StatusOr<AccessPage> Accesses::Page(Tables& tables, const AccessEntry& reading,
                                          const AccessFilter& filter, int size) const {
  AccessPage page;
  ASSIGN_OR_RETURN(page.rows, tables.accesses.List(filter, size + 1));
  page.more = page.rows.size() > static_cast<size_t>(size);
  if (page.more) page.rows.resize(static_cast<size_t>(size));
  RETURN_IF_ERROR(tables.accesses.Append(reading));
  return page;
}

absl::StatusOr<AccessPage> Accesses::List(const runtime::CallContext& context, const AccessFilter& filter,
                                          int size) const {
  const AccessEntry reading =
      EntryOf(context, "ListAccesses", AccessAction::kRead, kAccessLogResource, filter.person);
  return Transact(store_, context.deadline,
                  [&](Tables& tables) { return Page(tables, reading, filter, size); });
}

absl::StatusOr<AccessPage> Accesses::OfYoungPerson(const runtime::CallContext& context,
                                                   const AccessFilter& filter, int size) const {
  const AccessEntry reading =
      EntryOf(context, "ListAccessesOfYoungPerson", AccessAction::kRead, kAccessLogResource, filter.person);
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<AccessPage> {
    ASSIGN_OR_RETURN(const YoungPerson person, tables.dossiers.GetYoungPerson(filter.person.value()));
    RETURN_IF_ERROR(CheckOwn(tables, context.principal, person));
    return Page(tables, reading, filter, size);
  });
}

absl::Status Accesses::Record(const runtime::CallContext& context, const AccessEntry& entry) const {
  return store_.InTransaction(context.deadline,
                              [&](Tables& tables) { return tables.accesses.Append(entry); });
}

}  // namespace boulevard::guidance::domain
