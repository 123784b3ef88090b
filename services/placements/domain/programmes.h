#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PROGRAMMES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PROGRAMMES_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/placements/domain/store.h"
#include "services/runtime/auth/call_context.h"

namespace boulevard::placements::domain {

// What is offered, and to whom. Everyone reads them, admins change them.
class Programmes {
 public:
  // The store outlives it.
  explicit Programmes(Store& store) : store_(store) {}

  // Ordered by id; `after` is the last id of the page before, or empty.
  absl::StatusOr<PageOf<Programme>> List(const runtime::CallContext& context, int size,
                                         const std::string& after) const;
  absl::StatusOr<Programme> Get(const runtime::CallContext& context, const std::string& id) const;

  // INVALID_ARGUMENT when the ages are the wrong way round, ALREADY_EXISTS when the id is taken.
  absl::StatusOr<Programme> Create(const runtime::CallContext& context, const Programme& draft) const;
  // `change` may refuse, or alter all but the id.
  absl::StatusOr<Programme> Update(const runtime::CallContext& context, const std::string& id,
                                   absl::FunctionRef<absl::Status(Programme&)> change) const;

 private:
  Store& store_;
};

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_PROGRAMMES_H_
