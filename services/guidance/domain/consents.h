#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_CONSENTS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_CONSENTS_H_

#include <optional>

#include "absl/status/statusor.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// What young people agreed that their data is used for. Each call is in the access log when it answers.
class Consents {
 public:
  // Both outlive it.
  Consents(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // To whoever may open the dossier.
  absl::StatusOr<PageOf<Consent>> List(const runtime::CallContext& context, const Uuid& young_person_id,
                                       const Page& page) const;
  // By their mentor; today unless another day is given. ALREADY_EXISTS naming the one that holds.
  absl::StatusOr<Consent> Record(const runtime::CallContext& context, const Uuid& young_person_id,
                                 ConsentPurpose purpose, const std::optional<Day>& given_on) const;
  // By their mentor; today unless another day is given. FAILED_PRECONDITION when it was withdrawn before.
  absl::StatusOr<Consent> Withdraw(const runtime::CallContext& context, const Uuid& id,
                                   const std::optional<Day>& withdrawn_on) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_CONSENTS_H_
