#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_DOSSIERS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_DOSSIERS_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// The steps of a dossier. Each gives FAILED_PRECONDITION when its state does not allow it, and is in the
// access log when it is done.
class Dossiers {
 public:
  // Both outlive it.
  Dossiers(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // By their mentor or a coordinator; ends the assignment.
  absl::StatusOr<YoungPerson> Close(const runtime::CallContext& context, const Uuid& id,
                                    DossierClosingReason reason) const;
  absl::StatusOr<YoungPerson> Reopen(const runtime::CallContext& context, const Uuid& id) const;
  // Lets the calling mentor read a dossier that is not theirs for eight hours.
  absl::StatusOr<BrokenGlass> BreakGlass(const runtime::CallContext& context, const Uuid& id,
                                         const std::string& reason) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_DOSSIERS_H_
