#ifndef BOULEVARD_TESTS_SUPPORT_SITE_WAIT_H_
#define BOULEVARD_TESTS_SUPPORT_SITE_WAIT_H_

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"

namespace boulevard::tests {

// For what another process does in its own time: far longer than it takes, also on a busy machine.
inline constexpr absl::Duration kPatience = absl::Seconds(30);

// Asks again and again until it holds; whether it did within `patience`. For what other processes do in their
// own time: nothing here waits longer than it must.
bool Eventually(absl::Duration patience, absl::FunctionRef<bool()> holds);

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_SITE_WAIT_H_
