#ifndef BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_READING_H_
#define BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_READING_H_

#include <type_traits>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/placements/domain/store.h"
#include "services/runtime/status/macros.h"

namespace boulevard::placements::domain {

// Runs `read`, which takes (Tables&) and gives absl::StatusOr<T>, outside a transaction; gives what it gave.
template <typename Function>
std::invoke_result_t<Function, Tables&> ReadFrom(Store& store, absl::Time deadline, Function read) {
  std::invoke_result_t<Function, Tables&> found = absl::UnknownError("not read");
  RETURN_IF_ERROR(store.Read(deadline, [&](Tables& tables) {
    found = read(tables);
    return found.status();
  }));
  return found;
}

}  // namespace boulevard::placements::domain

#endif  // BOULEVARD_SERVICES_PLACEMENTS_DOMAIN_READING_H_
