#include "services/guidance/domain/caseloads.h"

#include <optional>
#include <string>
#include <utility>

#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"
#include "services/runtime/status/errors.h"

namespace boulevard::guidance::domain {
namespace {

// The mentor that a field of the request names: INVALID_ARGUMENT when nobody can be given to them.
absl::Status CheckCanGuide(Tables& tables, std::string_view field, const Uuid& mentor_id) {
  const absl::StatusOr<Mentor> mentor = tables.mentors.GetMentor(mentor_id);
  if (absl::IsNotFound(mentor.status())) {
    return runtime::InvalidField(field, "exists", "refers to nothing that is here");
  }
  RETURN_IF_ERROR(mentor.status());
  if (!mentor->inactive) return absl::OkStatus();
  return runtime::InvalidField(field, "active", "must be a mentor who is active");
}

// Gives a young person, whose row is locked, to a mentor.
absl::StatusOr<Assignment> Give(Tables& tables, YoungPerson person, const Uuid& assignment_id,
                                const Uuid& mentor_id, Day today) {
  const Assignment assignment{.id = assignment_id,
                              .young_person_id = person.id,
                              .mentor_id = mentor_id,
                              .from_mentor_id = person.mentor_id,
                              .starts_on = today};
  RETURN_IF_ERROR(tables.assignments.EndAssignment(person.id, today));
  RETURN_IF_ERROR(tables.assignments.Insert(assignment));
  person.mentor_id = mentor_id;
  RETURN_IF_ERROR(tables.dossiers.Update(person));
  return assignment;
}

absl::Status LogAssignment(Tables& tables, const runtime::CallContext& context, std::string_view event,
                           AccessAction action, const Uuid& young_person_id) {
  return tables.accesses.Append(EntryOf(context, event, action, kAssignmentResource, young_person_id));
}

absl::Status CheckMentorIs(const YoungPerson& person, const Uuid& mentor_id) {
  if (person.mentor_id == mentor_id) return absl::OkStatus();
  const std::string actual = person.mentor_id ? person.mentor_id->ToString() : "none";
  return runtime::RulesBroken({{"current-mentor", actual, mentor_id.ToString()}});
}

}  // namespace

absl::StatusOr<PageOf<Assignment>> Caseloads::List(const runtime::CallContext& context,
                                                   const Uuid& young_person_id, const Page& page) const {
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PageOf<Assignment>> {
    ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.GetYoungPerson(young_person_id));
    RETURN_IF_ERROR(SeenBy(tables, context.principal, std::move(person), clock_.Now()).status());
    RETURN_IF_ERROR(LogAssignment(tables, context, "ListAssignments", AccessAction::kRead, young_person_id));
    return tables.assignments.ListAssignments(young_person_id, page);
  });
}

absl::StatusOr<Assignment> Caseloads::Assign(const runtime::CallContext& context, const Uuid& young_person_id,
                                             const Uuid& mentor_id) const {
  const Uuid id = runtime::NewUuid(clock_.Now());
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Assignment> {
    ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.LockYoungPerson(young_person_id));
    RETURN_IF_ERROR(CheckOpen(person, "assign"));
    if (person.mentor_id) return runtime::WrongState("dossier", "assign", "guided", {"hand-over"});
    RETURN_IF_ERROR(CheckCanGuide(tables, "mentorId", mentor_id));
    RETURN_IF_ERROR(LogAssignment(tables, context, "AssignMentor", AccessAction::kUpdate, young_person_id));
    return Give(tables, std::move(person), id, mentor_id, runtime::Today(clock_));
  });
}

absl::StatusOr<Assignment> Caseloads::HandOver(const runtime::CallContext& context,
                                               const Uuid& young_person_id, const Uuid& from,
                                               const Uuid& to) const {
  if (from == to) return runtime::InvalidField("toMentorId", "other", "must be another mentor");
  const Uuid id = runtime::NewUuid(clock_.Now());
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<Assignment> {
    ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.LockYoungPerson(young_person_id));
    RETURN_IF_ERROR(CheckOwnOrCoordinator(tables, context.principal, person));
    RETURN_IF_ERROR(CheckOpen(person, "hand-over"));
    RETURN_IF_ERROR(CheckMentorIs(person, from));
    RETURN_IF_ERROR(CheckCanGuide(tables, "toMentorId", to));
    RETURN_IF_ERROR(LogAssignment(tables, context, "HandOver", AccessAction::kUpdate, young_person_id));
    return Give(tables, std::move(person), id, to, runtime::Today(clock_));
  });
}

}  // namespace boulevard::guidance::domain
