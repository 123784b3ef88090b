#include "services/guidance/domain/sight.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/cord.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::domain {
namespace {

// Stays in the process: the edge renders what it knows of, which this is not.
constexpr char kPersonPayload[] = "boulevard/young-person";

absl::Status NotTheirs(const YoungPerson& person) {
  absl::Status refusal = absl::PermissionDeniedError("the dossier is another mentor's");
  refusal.SetPayload(kPersonPayload, absl::Cord(person.id.ToString()));
  return refusal;
}

}  // namespace

absl::StatusOr<Mentor> CallingMentor(Tables& tables, const runtime::Principal& principal) {
  ASSIGN_OR_RETURN(std::optional<Mentor> mentor, tables.mentors.FindMentor(principal.subject));
  if (!mentor || mentor->inactive) {
    return absl::PermissionDeniedError("the token names nobody who is a mentor here");
  }
  return *std::move(mentor);
}

absl::StatusOr<YoungPerson> SeenBy(Tables& tables, const runtime::Principal& principal, YoungPerson person,
                                   absl::Time now) {
  if (principal.role == runtime::Role::kCoordinator) return Withhold(std::move(person));
  if (principal.role != runtime::Role::kMentor) return NotTheirs(person);
  ASSIGN_OR_RETURN(const Mentor mentor, CallingMentor(tables, principal));
  if (person.mentor_id == mentor.id) return person;
  ASSIGN_OR_RETURN(const std::optional<absl::Time> until,
                   tables.dossiers.GlassBrokenUntil(person.id, principal.subject));
  if (!until || *until <= now) return NotTheirs(person);
  return person;
}

absl::Status CheckSeen(Tables& tables, const runtime::Principal& principal, const Uuid& young_person_id,
                       absl::Time now) {
  ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.GetYoungPerson(young_person_id));
  return SeenBy(tables, principal, std::move(person), now).status();
}

YoungPerson Withhold(YoungPerson person) {
  person.email.clear();
  person.phone.clear();
  person.bsn.clear();
  return person;
}

absl::Status CheckOwn(Tables& tables, const runtime::Principal& principal, const YoungPerson& person) {
  if (principal.role != runtime::Role::kMentor) return NotTheirs(person);
  ASSIGN_OR_RETURN(const Mentor mentor, CallingMentor(tables, principal));
  return person.mentor_id == mentor.id ? absl::OkStatus() : NotTheirs(person);
}

absl::Status CheckOwnOrCoordinator(Tables& tables, const runtime::Principal& principal,
                                   const YoungPerson& person) {
  if (principal.role == runtime::Role::kCoordinator) return absl::OkStatus();
  return CheckOwn(tables, principal, person);
}

absl::StatusOr<YoungPerson> LockOwn(Tables& tables, const runtime::Principal& principal,
                                    const Uuid& young_person_id, std::string_view step) {
  ASSIGN_OR_RETURN(YoungPerson person, tables.dossiers.LockYoungPerson(young_person_id));
  RETURN_IF_ERROR(CheckOwn(tables, principal, person));
  RETURN_IF_ERROR(CheckOpen(person, step));
  return person;
}

std::optional<Uuid> PersonRefused(const absl::Status& refusal) {
  const absl::optional<absl::Cord> payload = refusal.GetPayload(kPersonPayload);
  return payload ? Uuid::Parse(std::string(*payload)) : std::nullopt;
}

absl::Status CheckOpen(DossierState state, std::string_view step) {
  if (state == DossierState::kOpen) return absl::OkStatus();
  const std::vector<std::string> allowed =
      state == DossierState::kClosed ? std::vector<std::string>{"reopen"} : std::vector<std::string>();
  return runtime::WrongState("dossier", step, Word(state), allowed);
}

}  // namespace boulevard::guidance::domain
