#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_MENTORS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_MENTORS_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// Who guides young people. Mentors and coordinators read them, admins change them.
class Mentors {
 public:
  // Both outlive it.
  Mentors(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  // Of one team, or of all when it is empty.
  absl::StatusOr<PageOf<Mentor>> List(const runtime::CallContext& context, const std::string& team,
                                      const Page& page) const;
  absl::StatusOr<Mentor> Get(const runtime::CallContext& context, const Uuid& id) const;

  // `draft` without its id.
  absl::StatusOr<Mentor> Create(const runtime::CallContext& context, const Mentor& draft) const;
  // `change` may refuse, or alter all but the id and the subject.
  absl::StatusOr<Mentor> Update(const runtime::CallContext& context, const Uuid& id,
                                absl::FunctionRef<absl::Status(Mentor&)> change) const;

 private:
  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_MENTORS_H_
