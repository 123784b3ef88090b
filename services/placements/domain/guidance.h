#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_GUIDANCE_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_GUIDANCE_H_

#include <optional>

#include "absl/status/statusor.h"
#include "services/placements/domain/application.h"
#include "services/runtime/auth/call_context.h"

namespace boulevard::placements::domain {

// What guidance tells of a young person: what a place is decided by.
struct PersonFacts {
  Day birth_date;
  ResidentKind resident_kind = ResidentKind::kYoungPerson;
  std::optional<GuidanceLevel> guidance_level;  // of their plan; nothing: they have none yet
};

// The service that knows who young people are.
class Guidance {
 public:
  virtual ~Guidance() = default;

  // For an application of who calls. NOT_FOUND when there is no such person, FAILED_PRECONDITION when their
  // dossier is closed, PERMISSION_DENIED when the caller may not apply for them, UNAVAILABLE while guidance
  // is away. Blocks; never to be called while a row is locked that others wait for.
  virtual absl::StatusOr<PersonFacts> FactsOf(const runtime::CallContext& context,
                                              const Uuid& young_person_id) = 0;
};

// The draft with what guidance knows of the person. The level of their plan takes the place of `estimate`,
// that of the intake, which has to be given as long as there is no plan.
absl::StatusOr<Application> WithFacts(Guidance& guidance, const runtime::CallContext& context,
                                      Application draft, std::optional<GuidanceLevel> estimate);

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_GUIDANCE_H_
