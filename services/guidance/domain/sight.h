#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_SIGHT_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_SIGHT_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/principal.h"

// Who may open which dossier: a mentor their own, coordinators a summary of each, and nobody else any. That
// the role may make the call at all was checked before.
namespace boulevard::guidance::domain {

// The mentor whose subject calls. PERMISSION_DENIED when there is none, or they are inactive.
absl::StatusOr<Mentor> CallingMentor(Tables& tables, const runtime::Principal& principal);

// What of a dossier the caller may read: all of it, or what Withhold leaves. PERMISSION_DENIED for another
// mentor, unless the glass was broken and that holds at `now`.
absl::StatusOr<YoungPerson> SeenBy(Tables& tables, const runtime::Principal& principal, YoungPerson person,
                                   absl::Time now);
// Whether the caller may read anything of that dossier. Errors as of SeenBy.
absl::Status CheckSeen(Tables& tables, const runtime::Principal& principal, const Uuid& young_person_id,
                       absl::Time now);
// Leaves a summary.
YoungPerson Withhold(YoungPerson person);

// PERMISSION_DENIED unless the caller is the young person's mentor.
absl::Status CheckOwn(Tables& tables, const runtime::Principal& principal, const YoungPerson& person);
// The same, but coordinators may.
absl::Status CheckOwnOrCoordinator(Tables& tables, const runtime::Principal& principal,
                                   const YoungPerson& person);

// The young person, whose row is locked, for the change `step` by their mentor while the dossier is open.
absl::StatusOr<YoungPerson> LockOwn(Tables& tables, const runtime::Principal& principal,
                                    const Uuid& young_person_id, std::string_view step);

// Whose dossier it was that one of these refused; for the access log.
std::optional<Uuid> PersonRefused(const absl::Status& refusal);

// FAILED_PRECONDITION naming `step` when the dossier is closed.
absl::Status CheckOpen(DossierState state, std::string_view step);
inline absl::Status CheckOpen(const YoungPerson& person, std::string_view step) {
  return CheckOpen(person.state, step);
}

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_SIGHT_H_
