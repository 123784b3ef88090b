#ifndef BOULEVARD_SERVICES_GUIDANCE_DOMAIN_TRANSACTION_H_
#define BOULEVARD_SERVICES_GUIDANCE_DOMAIN_TRANSACTION_H_

#include <type_traits>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/guidance/domain/store.h"
#include "services/runtime/status/macros.h"

namespace boulevard::guidance::domain {

// Runs `work`, which takes (Tables&) and gives absl::StatusOr<T>, in a transaction; gives what it gave last.
template <typename Function>
std::invoke_result_t<Function, Tables&> Transact(Store& store, absl::Time deadline, Function work) {
  std::invoke_result_t<Function, Tables&> done = absl::UnknownError("not done");
  RETURN_IF_ERROR(store.InTransaction(deadline, [&](Tables& tables) {
    done = work(tables);
    return done.status();
  }));
  return done;
}

// The same outside a transaction, for what only reads.
template <typename Function>
std::invoke_result_t<Function, Tables&> ReadFrom(Store& store, absl::Time deadline, Function read) {
  std::invoke_result_t<Function, Tables&> found = absl::UnknownError("not read");
  RETURN_IF_ERROR(store.Read(deadline, [&](Tables& tables) {
    found = read(tables);
    return found.status();
  }));
  return found;
}

}  // namespace boulevard::guidance::domain

#endif  // BOULEVARD_SERVICES_GUIDANCE_DOMAIN_TRANSACTION_H_
