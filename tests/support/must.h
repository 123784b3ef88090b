#ifndef BOULEVARD_TESTS_SUPPORT_MUST_H_
#define BOULEVARD_TESTS_SUPPORT_MUST_H_

#include <cstdlib>
#include <iostream>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

// For what a test stands on: a failure ends the program.
namespace boulevard::tests {

inline void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << "the scene of the test cannot be made: " << status << std::endl;
  std::abort();
}

template <typename T>
T Must(absl::StatusOr<T> made) {
  Must(made.status());
  return *std::move(made);
}

// A deadline that nothing should meet.
inline absl::Time Soon() {
  return absl::Now() + absl::Seconds(60);
}

}  // namespace boulevard::tests

#endif  // BOULEVARD_TESTS_SUPPORT_MUST_H_
