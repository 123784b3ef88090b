#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_CASELOADS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_CASELOADS_H_

#include "absl/status/statusor.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// Which mentor guides whom. Each call is in the access log when it answers.
class Caseloads {
 public:
  // Both outlive it.
  Caseloads(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // To whoever may open the dossier.
  absl::StatusOr<PageOf<Assignment>> List(const runtime::CallContext& context, const Uuid& young_person_id,
                                          const Page& page) const;
  // FAILED_PRECONDITION when the young person has a mentor, or a closed dossier.
  absl::StatusOr<Assignment> Assign(const runtime::CallContext& context, const Uuid& young_person_id,
                                    const Uuid& mentor_id) const;
  // From today. FAILED_PRECONDITION when `from` is not the mentor; a mentor hands over their own alone.
  absl::StatusOr<Assignment> HandOver(const runtime::CallContext& context, const Uuid& young_person_id,
                                      const Uuid& from, const Uuid& to) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_CASELOADS_H_
