#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_TYPES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_TYPES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/guidance/domain/words.h"
#include "services/runtime/id/page.h"
#include "services/runtime/id/uuid.h"

// The things of guidance.
namespace boulevard::guidance::domain {

using runtime::Page;
using runtime::PageOf;
using runtime::Uuid;
using Day = absl::CivilDay;

struct Mentor {
  Uuid id;
  std::string name;
  std::string subject;  // of their tokens
  std::string team;
  bool inactive = false;
};

struct YoungPerson {
  Uuid id;
  std::string given_name;
  std::string surname;
  Day birth_date;
  ResidentKind resident_kind = ResidentKind::kYoungPerson;
  std::vector<std::string> languages;  // ISO 639
  // Confidential: withheld from those who get a summary.
  std::string email;
  std::string phone;
  std::string bsn;
  std::optional<Uuid> mentor_id;
  std::string referred_by;  // only when registered: see PlainFacts
  DossierState state = DossierState::kOpen;
  bool held = false;  // a legal hold stands
  absl::Time created_at;
  // Of a closed dossier.
  std::optional<Day> closed_on;
  std::optional<DossierClosingReason> closing_reason;
};

struct Assignment {
  Uuid id;
  Uuid young_person_id;
  Uuid mentor_id;
  std::optional<Uuid> from_mentor_id;
  Day starts_on;
  std::optional<Day> ends_on;
};

struct Consent {
  Uuid id;
  Uuid young_person_id;
  ConsentPurpose purpose = ConsentPurpose::kFollowUp;
  Day given_on;
  std::optional<Day> withdrawn_on;
};

// The right of a subject to read one dossier that is not theirs.
struct BrokenGlass {
  Uuid young_person_id;
  std::string subject;
  absl::Time until;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_TYPES_H_
