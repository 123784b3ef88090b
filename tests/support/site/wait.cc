#include "tests/support/site/wait.h"

#include "absl/time/clock.h"

namespace boulevard::tests {

bool Eventually(absl::Duration patience, absl::FunctionRef<bool()> holds) {
  const absl::Time deadline = absl::Now() + patience;
  while (!holds()) {
    if (absl::Now() >= deadline) return false;
    absl::SleepFor(absl::Milliseconds(10));
  }
  return true;
}

}  // namespace boulevard::tests
