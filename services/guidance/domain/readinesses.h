#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_READINESSES_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_READINESSES_H_

#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/guidance/domain/readiness_view.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// What was declared, and beside it what the service sees.
struct ReadinessOverview {
  std::optional<Readiness> standing;
  ReadinessView view;
};

// Who is ready to move on. Each call is in the access log when it answers. To read it: whoever may open the
// dossier, coordinators without the reasons; to change it: the young person's mentor, while the dossier is
// open.
class Readinesses {
 public:
  // Both outlive it.
  Readinesses(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  absl::StatusOr<ReadinessOverview> Get(const runtime::CallContext& context,
                                        const Uuid& young_person_id) const;
  absl::StatusOr<PageOf<Readiness>> List(const runtime::CallContext& context, const Uuid& young_person_id,
                                         const Page& page) const;
  // Today unless another day is given. ALREADY_EXISTS naming the one that stands.
  absl::StatusOr<Readiness> Declare(const runtime::CallContext& context, const Uuid& young_person_id,
                                    BlockCause cause, const std::optional<Day>& declared_on) const;
  // From today unless another day is given. FAILED_PRECONDITION when it is that already, or was withdrawn.
  absl::StatusOr<Readiness> ChangeCause(const runtime::CallContext& context, const Uuid& id, BlockCause cause,
                                        const std::optional<Day>& from) const;
  // Today unless another day is given. FAILED_PRECONDITION when it was withdrawn before.
  absl::StatusOr<Readiness> Withdraw(const runtime::CallContext& context, const Uuid& id,
                                     const std::string& reason, const std::optional<Day>& withdrawn_on) const;

 private:
  // A change of one that stands, under the lock of its young person.
  absl::StatusOr<Readiness> Change(const runtime::CallContext& context, const Uuid& id,
                                   std::string_view event, std::string_view step,
                                   absl::FunctionRef<absl::Status(Tables&, Readiness&)> change) const;

  Store& store_;
  const runtime::Clock& clock_;
};

// Ends the one that stands, when there is one, with the dossier; its young person is locked.
absl::Status EndReadiness(Tables& tables, const Uuid& young_person_id, Day today);

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_READINESSES_H_
