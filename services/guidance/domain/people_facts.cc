#include "services/guidance/domain/people_facts.h"

#include "services/guidance/domain/sight.h"
#include "services/guidance/domain/transaction.h"

namespace boulevard::guidance::domain {
namespace {

absl::Status CheckMayApply(Tables& tables, const runtime::Principal& applicant, const PlainFacts& person) {
  switch (applicant.role) {
    case runtime::Role::kCoordinator:
      return absl::OkStatus();
    case runtime::Role::kReferrer:
      if (person.referred_by == applicant.subject) return absl::OkStatus();
      return absl::PermissionDeniedError("the young person was registered by someone else");
    case runtime::Role::kMentor: {
      ASSIGN_OR_RETURN(const Mentor mentor, CallingMentor(tables, applicant));
      if (person.mentor_id == mentor.id) return absl::OkStatus();
      return absl::PermissionDeniedError("the young person is another mentor's");
    }
    default:
      return absl::PermissionDeniedError("who has this role applies for nobody");
  }
}

}  // namespace

absl::StatusOr<PersonFacts> PeopleFacts::ForApplication(const runtime::CallContext& context,
                                                        const Uuid& young_person_id,
                                                        const runtime::Principal& applicant) const {
  AccessEntry entry =
      EntryOf(context, "GetPersonFacts", AccessAction::kRead, kDossierResource, young_person_id);
  entry.subject = applicant.subject;
  entry.purpose = kPlacementPurpose;
  return Transact(store_, context.deadline, [&](Tables& tables) -> absl::StatusOr<PersonFacts> {
    ASSIGN_OR_RETURN(const PlainFacts person, tables.dossiers.GetPlainFacts(young_person_id));
    RETURN_IF_ERROR(CheckMayApply(tables, applicant, person));
    RETURN_IF_ERROR(CheckOpen(person.state, "apply"));
    PersonFacts facts{.birth_date = person.birth_date, .resident_kind = person.resident_kind};
    ASSIGN_OR_RETURN(facts.guidance_level, tables.plans.CurrentLevel(young_person_id));
    RETURN_IF_ERROR(tables.accesses.Append(entry));
    return facts;
  });
}

}  // namespace boulevard::guidance::domain
