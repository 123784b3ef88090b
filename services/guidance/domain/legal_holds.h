#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_LEGAL_HOLDS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_LEGAL_HOLDS_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// Dossiers that are kept though their time has come: for a complaint, a case in court, an inspection. By
// coordinators and admins. Each call is in the access log when it answers.
class LegalHolds {
 public:
  // Both outlive it.
  LegalHolds(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // Of everyone; those that stand.
  absl::StatusOr<PageOf<LegalHold>> ListStanding(const runtime::CallContext& context, const Page& page) const;
  // Of one young person; those that were released too.
  absl::StatusOr<PageOf<LegalHold>> List(const runtime::CallContext& context, const Uuid& young_person_id,
                                         const Page& page) const;
  // More than one may stand. FAILED_PRECONDITION when the dossier is anonymised already.
  absl::StatusOr<LegalHold> Set(const runtime::CallContext& context, const Uuid& young_person_id,
                                const std::string& reason) const;
  // FAILED_PRECONDITION when it was released before.
  absl::StatusOr<LegalHold> Release(const runtime::CallContext& context, const Uuid& id) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_LEGAL_HOLDS_H_
