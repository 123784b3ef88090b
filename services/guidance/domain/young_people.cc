#include "services/guidance/domain/young_people.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"
#include "services/runtime/status/errors.h"

namespace boulevard::guidance::domain {
namespace {

bool IsLanguage(const std::string& code) {
  return code.size() >= 2 && code.size() <= 3 && std::all_of(code.begin(), code.end(), [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c));
         });
}

absl::Status CheckFacts(const YoungPerson& person, Day today) {
  std::vector<runtime::FieldViolation> faults;
  if (person.birth_date >= today) {
    faults.push_back({"youngPerson.birthDate", "past", "must be in the past"});
  }
  if (!std::all_of(person.languages.begin(), person.languages.end(), IsLanguage)) {
    faults.push_back({"youngPerson.languages", "language", "must be codes of ISO 639 as in nl or ti"});
  }
  return faults.empty() ? absl::OkStatus() : runtime::InvalidFields(std::move(faults));
}

// A referrer gets to know by a BSN that is taken who is guided already.
absl::Status CheckReferred(const runtime::Principal& principal, const YoungPerson& person) {
  if (principal.role != runtime::Role::kReferrer || person.bsn.empty()) return absl::OkStatus();
  return runtime::InvalidField("youngPerson.bsn", "not-by-referrer", "is asked for by those who guide");
}

absl::Status CheckSearch(const PersonSearch& search) {
  const int given = !search.surname.empty() + !search.email.empty() + !search.bsn.empty();
  if (given == 1) return absl::OkStatus();
  return runtime::InvalidField("surname", "exactly-one", "give exactly one of surname, email and bsn");
}

// A mentor is held to their own.
absl::Status HoldToOwn(Tables& tables, const runtime::Principal& principal, YoungPersonFilter& filter) {
  if (principal.role != runtime::Role::kMentor) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Mentor mentor, CallingMentor(tables, principal));
  if (filter.mentor_id.value_or(mentor.id) != mentor.id) {
    return absl::PermissionDeniedError("the young people are another mentor's");
  }
  filter.mentor_id = mentor.id;
  return absl::OkStatus();
}

// Withholds what the caller may not see of those found, and logs each of them; or that there was nobody.
absl::Status Show(Tables& tables, const runtime::CallContext& context, std::string_view event,
                  AccessAction action, PageOf<YoungPerson>& found) {
  std::vector<AccessEntry> entries;
  for (YoungPerson& person : found.rows) {
    if (context.principal.role != runtime::Role::kMentor) person = Withhold(std::move(person));
    entries.push_back(EntryOf(context, event, action, kDossierResource, person.id));
  }
  if (entries.empty()) entries.push_back(EntryOf(context, event, action, kDossierResource, std::nullopt));
  return tables.accesses.Append(entries);
}

}  // namespace

absl::StatusOr<PageOf<YoungPerson>> YoungPeople::List(const runtime::CallContext& context,
                                                      YoungPersonFilter filter, const Page& page) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<YoungPerson>> {
    RETURN_IF_ERROR(HoldToOwn(tables, context.principal, filter));
    ASSIGN_OR_RETURN(PageOf<YoungPerson> found, tables.dossiers.ListYoungPeople(filter, page));
    RETURN_IF_ERROR(Show(tables, context, "ListYoungPeople", AccessAction::kRead, found));
    return found;
  });
}

absl::StatusOr<YoungPerson> YoungPeople::Get(const runtime::CallContext& context, const Uuid& id) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<YoungPerson> {
    ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.GetYoungPerson(id));
    ASSIGN_OR_RETURN(YoungPerson seen, SeenBy(tables, context.principal, std::move(person), clock_.Now()));
    RETURN_IF_ERROR(tables.accesses.Append(
        EntryOf(context, "GetYoungPerson", AccessAction::kRead, kDossierResource, id)));
    return seen;
  });
}

absl::StatusOr<PageOf<YoungPerson>> YoungPeople::Search(const runtime::CallContext& context,
                                                        const PersonSearch& search, const Page& page) const {
  RETURN_IF_ERROR(CheckSearch(search));
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<YoungPerson>> {
    YoungPersonFilter filter;
    RETURN_IF_ERROR(HoldToOwn(tables, context.principal, filter));
    ASSIGN_OR_RETURN(PageOf<YoungPerson> found, tables.dossiers.Search(search, filter, page));
    RETURN_IF_ERROR(Show(tables, context, "SearchYoungPeople", AccessAction::kSearch, found));
    return found;
  });
}

absl::StatusOr<YoungPerson> YoungPeople::Create(const runtime::CallContext& context,
                                                const YoungPerson& draft) const {
  YoungPerson person = draft;
  person.created_at = clock_.Now();
  const Day today = runtime::TodayIn(person.created_at);
  RETURN_IF_ERROR(CheckFacts(person, today));
  RETURN_IF_ERROR(CheckReferred(context.principal, person));
  const bool referred = context.principal.role == runtime::Role::kReferrer;
  if (referred) person.referred_by = context.principal.subject;
  person.id = runtime::NewUuid(person.created_at);
  const Uuid assignment_id = runtime::NewUuid(person.created_at);
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<YoungPerson> {
    YoungPersonFilter own;
    RETURN_IF_ERROR(HoldToOwn(tables, context.principal, own));
    person.mentor_id = own.mentor_id;
    RETURN_IF_ERROR(tables.dossiers.Insert(person));
    if (person.mentor_id) {
      RETURN_IF_ERROR(tables.assignments.Insert({.id = assignment_id,
                                                 .young_person_id = person.id,
                                                 .mentor_id = *person.mentor_id,
                                                 .starts_on = today}));
    }
    RETURN_IF_ERROR(tables.accesses.Append(
        EntryOf(context, "CreateYoungPerson", AccessAction::kCreate, kDossierResource, person.id)));
    return person.mentor_id || referred ? person : Withhold(person);
  });
}

absl::StatusOr<YoungPerson> YoungPeople::Update(const runtime::CallContext& context, const Uuid& id,
                                                absl::FunctionRef<absl::Status(YoungPerson&)> change) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<YoungPerson> {
    ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.LockYoungPerson(id));
    RETURN_IF_ERROR(CheckOwn(tables, context.principal, person));
    RETURN_IF_ERROR(CheckOpen(person, "update"));
    RETURN_IF_ERROR(change(person));
    RETURN_IF_ERROR(CheckFacts(person, runtime::Today(clock_)));
    RETURN_IF_ERROR(tables.dossiers.Update(person));
    RETURN_IF_ERROR(tables.accesses.Append(
        EntryOf(context, "UpdateYoungPerson", AccessAction::kUpdate, kDossierResource, id)));
    return person;
  });
}

}  // namespace boulevard::guidance::domain
