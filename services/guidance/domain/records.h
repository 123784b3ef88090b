#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORDS_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORDS_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/auth/call_context.h"
#include "services/runtime/time/clock.h"

namespace boulevard::guidance::domain {

// What mentors record of their young people, of one kind: ContactMoment, DaytimeActivity, Assessment. Each
// call is in the access log when it answers. To read them: whoever may open the dossier, coordinators what a
// summary leaves; to change them: the young person's mentor, while the dossier is open.
template <typename T>
class Records {
 public:
  // Both outlive it.
  Records(Store& store, const runtime::Clock& clock) : store_(store), clock_(clock) {}

  absl::StatusOr<PageOf<T>> List(const runtime::CallContext& context, const RecordFilter& filter,
                                 const RecordPage& page) const;
  absl::StatusOr<T> Get(const runtime::CallContext& context, const Uuid& id) const;
  // `draft` says of whom, and what.
  absl::StatusOr<T> Create(const runtime::CallContext& context, const T& draft) const;
  // `change` may refuse, or alter what a caller may alter. FAILED_PRECONDITION when it was withdrawn.
  absl::StatusOr<T> Update(const runtime::CallContext& context, const Uuid& id,
                           absl::FunctionRef<absl::Status(T&)> change) const;
  // FAILED_PRECONDITION when it was withdrawn before.
  absl::StatusOr<T> Withdraw(const runtime::CallContext& context, const Uuid& id,
                             const std::string& reason) const;

 private:
  // A change of one that is there, under the lock of its young person.
  absl::StatusOr<T> Change(const runtime::CallContext& context, const Uuid& id, std::string_view step,
                           absl::FunctionRef<absl::Status(T&)> change) const;

  Store& store_;
  const runtime::Clock& clock_;
};

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_RECORDS_H_
