#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_AGENDAS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_AGENDAS_H_

#include <optional>

#include "absl/status/statusor.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// What mentors have to do. Each young person who is shown is in the access log.
class Agendas {
 public:
  // How much of an agenda is shown.
  static constexpr int kMost = 500;

  // Both outlive it.
  Agendas(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // What a mentor has to do until so many days from today: to themselves, and to coordinators. NOT_FOUND
  // without that mentor.
  absl::StatusOr<PageOf<DueItem>> Get(const runtime::CallContext& context, const Uuid& mentor_id,
                                      int within_days, int without_contact_days) const;
  absl::StatusOr<PageOf<DueItem>> List(const runtime::CallContext& context, const DueFilter& filter, int size,
                                       const std::optional<DuePosition>& after) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_AGENDAS_H_
