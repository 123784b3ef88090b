#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_REFERENCES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_REFERENCES_H_

#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "services/runtime/status/errors.h"

namespace boulevard::placements::domain {

// What a field of a request refers to. A thing that is not there is a fault of that field, not of the address
// that was called: INVALID_ARGUMENT (rule exists) in place of NOT_FOUND.
template <typename T>
absl::StatusOr<T> ReferredTo(std::string_view field, absl::StatusOr<T> found) {
  if (found.status().code() != absl::StatusCode::kNotFound) return found;
  return runtime::InvalidField(field, "exists", "refers to nothing that is here");
}

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_REFERENCES_H_
