#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PEOPLE_FACTS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PEOPLE_FACTS_H_

#include <optional>

#include "absl/status/statusor.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"

namespace boulevard::guidance::domain {

// What a place is decided by.
struct PersonFacts {
  Day birth_date;
  ResidentKind resident_kind = ResidentKind::kYoungPerson;
  std::optional<GuidanceLevel> guidance_level;  // of their current plan; nothing: they have none
};

// What other services are told of a young person.
class PeopleFacts {
 public:
  // It outlives this.
  explicit PeopleFacts(Store& store) : store_(store) {}

  // For an application that `applicant` makes for the young person; the access log says so. PERMISSION_DENIED
  // when they may not: mentors may for their own, referrers for those whom they registered, coordinators for
  // everyone. FAILED_PRECONDITION when the dossier is closed.
  absl::StatusOr<PersonFacts> ForApplication(const runtime::CallContext& context, const Uuid& young_person_id,
                                             const runtime::Principal& applicant) const;

 private:
  Store& store_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_PEOPLE_FACTS_H_
