#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_SUMMARIES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_SUMMARIES_H_

#include "absl/status/statusor.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// What the records of a young person come to, for whoever may open the dossier. Each call is in the access
// log when it answers.
class Summaries {
 public:
  // Both outlive it.
  Summaries(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // As of today.
  absl::StatusOr<Daytime> GetDaytime(const runtime::CallContext& context, const Uuid& young_person_id) const;
  // To coordinators without the domains.
  absl::StatusOr<AssessmentProgress> GetProgress(const runtime::CallContext& context,
                                                 const Uuid& young_person_id) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_SUMMARIES_H_
