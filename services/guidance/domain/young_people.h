#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_YOUNG_PEOPLE_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_YOUNG_PEOPLE_H_

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// Who is guided. Each call is in the access log when it answers; sight.h says who sees what.
class YoungPeople {
 public:
  // Both outlive it.
  YoungPeople(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // A mentor's own; PERMISSION_DENIED when a mentor asks for another's.
  absl::StatusOr<PageOf<YoungPerson>> List(const runtime::CallContext& context, YoungPersonFilter filter,
                                           const Page& page) const;
  absl::StatusOr<YoungPerson> Get(const runtime::CallContext& context, const Uuid& id) const;
  // INVALID_ARGUMENT unless there is exactly one to search by.
  absl::StatusOr<PageOf<YoungPerson>> Search(const runtime::CallContext& context, const PersonSearch& search,
                                             const Page& page) const;
  // `draft` says who; a mentor who registers someone becomes their mentor.
  absl::StatusOr<YoungPerson> Create(const runtime::CallContext& context, const YoungPerson& draft) const;
  // `change` may refuse, or alter what a caller may alter.
  absl::StatusOr<YoungPerson> Update(const runtime::CallContext& context, const Uuid& id,
                                     absl::FunctionRef<absl::Status(YoungPerson&)> change) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_YOUNG_PEOPLE_H_
