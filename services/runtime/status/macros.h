#ifndef BOULEVARD_SERVICES_RUNTIME_STATUS_MACROS_H_
#define BOULEVARD_SERVICES_RUNTIME_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Debian's absl has no status macros.

#define RETURN_IF_ERROR(expression)                                         \
  do {                                                                      \
    if (absl::Status status_ = (expression); !status_.ok()) return status_; \
  } while (false)

#define BOULEVARD_STATUS_CONCAT_(a, b) a##b
#define BOULEVARD_STATUS_CONCAT(a, b) BOULEVARD_STATUS_CONCAT_(a, b)

#define ASSIGN_OR_RETURN(target, expression) \
  BOULEVARD_ASSIGN_OR_RETURN(BOULEVARD_STATUS_CONCAT(status_or_, __LINE__), target, expression)

#define BOULEVARD_ASSIGN_OR_RETURN(result, target, expression) \
  auto result = (expression);                                  \
  if (!result.ok()) return std::move(result).status();         \
  target = std::move(result).value()

#endif  // BOULEVARD_SERVICES_RUNTIME_STATUS_MACROS_H_
