#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_DOSSIER_TABLES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_DOSSIER_TABLES_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/guidance/domain/types.h"

namespace boulevard::guidance::domain {

struct YoungPersonFilter {
  std::optional<Uuid> mentor_id;
  std::optional<DossierState> state;
};

// By exactly one of them.
struct PersonSearch {
  std::string surname;
  std::string email;
  std::string bsn;
};

// What of a young person is kept plain, and is of use to other services.
struct PlainFacts {
  Day birth_date;
  ResidentKind resident_kind = ResidentKind::kYoungPerson;
  DossierState state = DossierState::kOpen;
  std::optional<Uuid> mentor_id;
  std::string referred_by;  // subject of the referrer who registered them; empty: nobody did
};

// Young people, by id in every list. Get and Lock give NOT_FOUND naming the young person; whoever changes
// anything of a dossier holds the lock of its young person.
class DossierTables {
 public:
  virtual ~DossierTables() = default;

  virtual absl::StatusOr<YoungPerson> GetYoungPerson(const Uuid& id) = 0;
  virtual absl::StatusOr<YoungPerson> LockYoungPerson(const Uuid& id) = 0;
  // Opens nothing that is sealed.
  virtual absl::StatusOr<PlainFacts> GetPlainFacts(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<YoungPerson>> ListYoungPeople(const YoungPersonFilter& filter,
                                                              const Page& page) = 0;
  virtual absl::StatusOr<PageOf<YoungPerson>> Search(const PersonSearch& search,
                                                     const YoungPersonFilter& filter, const Page& page) = 0;
  // ALREADY_EXISTS naming the field when the BSN is another's. Tells those who follow the events.
  virtual absl::Status Insert(const YoungPerson& person) = 0;
  // All but who referred them.
  virtual absl::Status Update(const YoungPerson& person) = 0;

  // Until when the subject may read it; nothing when never.
  virtual absl::StatusOr<std::optional<absl::Time>> GlassBrokenUntil(const Uuid& young_person_id,
                                                                     const std::string& subject) = 0;
  virtual absl::Status Save(const BrokenGlass& glass) = 0;
};

// Who was whose mentor.
class AssignmentTables {
 public:
  virtual ~AssignmentTables() = default;

  virtual absl::StatusOr<PageOf<Assignment>> ListAssignments(const Uuid& young_person_id,
                                                             const Page& page) = 0;
  virtual absl::Status Insert(const Assignment& assignment) = 0;
  // Ends the one that lasts, when there is one.
  virtual absl::Status EndAssignment(const Uuid& young_person_id, Day ends_on) = 0;
};

class ConsentTables {
 public:
  virtual ~ConsentTables() = default;

  virtual absl::StatusOr<Consent> GetConsent(const Uuid& id) = 0;
  virtual absl::StatusOr<PageOf<Consent>> ListConsents(const Uuid& young_person_id, const Page& page) = 0;
  // The one that was not withdrawn.
  virtual absl::StatusOr<std::optional<Consent>> FindConsent(const Uuid& young_person_id,
                                                             ConsentPurpose purpose) = 0;
  virtual absl::Status Insert(const Consent& consent) = 0;
  virtual absl::Status Withdraw(const Uuid& id, Day withdrawn_on) = 0;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_DOSSIER_TABLES_H_
