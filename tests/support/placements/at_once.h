#ifndef BOULEVARD_TESTS_SUPPORT_PLACEMENTS_AT_ONCE_H_
#define BOULEVARD_TESTS_SUPPORT_PLACEMENTS_AT_ONCE_H_

#include <functional>
#include <vector>

#include "absl/status/status.h"

namespace boulevard::tests {

// Runs all of them at the same moment, each on a thread of its own; gives what each came to.
std::vector<absl::Status> AtOnce(const std::vector<std::function<absl::Status()>>& works);

int CountOf(const std::vector<absl::Status>& results, absl::StatusCode code);

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_PLACEMENTS_AT_ONCE_H_
