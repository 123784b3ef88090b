#include "services/guidance/domain/agendas.h"

#include <set>
#include <utility>
#include <vector>

#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"

namespace boulevard::guidance::domain {
namespace {

// Lists, and logs each of those who are shown; or that there was nobody.
absl::StatusOr<PageOf<DueItem>> ShowDue(Tables& tables, const runtime::CallContext& context,
                                        std::string_view event, const DueFilter& filter, int size,
                                        const std::optional<DuePosition>& after) {
  ASSIGN_OR_RETURN(PageOf<DueItem> found, tables.due.ListDue(filter, size, after));
  std::set<Uuid> people;
  for (const DueItem& item : found.rows) people.insert(item.young_person_id);
  std::vector<AccessEntry> entries;
  for (const Uuid& person : people) {
    entries.push_back(EntryOf(context, event, AccessAction::kRead, kAgendaResource, person));
  }
  if (entries.empty()) {
    entries.push_back(EntryOf(context, event, AccessAction::kRead, kAgendaResource, std::nullopt));
  }
  RETURN_IF_ERROR(tables.accesses.Append(entries));
  return found;
}

absl::Status CheckOwnAgenda(Tables& tables, const runtime::Principal& principal, const Uuid& mentor_id) {
  if (principal.role != runtime::Role::kMentor) return tables.mentors.GetMentor(mentor_id).status();
  ASSIGN_OR_RETURN(const Mentor mentor, CallingMentor(tables, principal));
  if (mentor.id == mentor_id) return absl::OkStatus();
  return absl::PermissionDeniedError("the agenda is another mentor's");
}

}  // namespace

absl::StatusOr<PageOf<DueItem>> Agendas::Get(const runtime::CallContext& context, const Uuid& mentor_id,
                                             int within_days, int without_contact_days) const {
  const DueFilter filter{.mentor_id = mentor_id,
                         .team = "",
                         .kind = std::nullopt,
                         .until = runtime::Today(clock_) + within_days,
                         .without_contact_days = without_contact_days};
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<DueItem>> {
    RETURN_IF_ERROR(CheckOwnAgenda(tables, context.principal, mentor_id));
    return ShowDue(tables, context, "GetAgenda", filter, kMost, std::nullopt);
  });
}

absl::StatusOr<PageOf<DueItem>> Agendas::List(const runtime::CallContext& context, const DueFilter& filter,
                                              int size, const std::optional<DuePosition>& after) const {
  return Transact(store_, context.deadline, [&](Tables& tables) {
    return ShowDue(tables, context, "ListDueItems", filter, size, after);
  });
}

}  // namespace boulevard::guidance::domain
