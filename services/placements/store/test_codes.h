#ifndef BOULEVARD_SERVICES_PLACEMENTS_STORE_TEST_CODES_H_
#define BOULEVARD_SERVICES_PLACEMENTS_STORE_TEST_CODES_H_

#include "absl/status/status.h"

// What the tests of this room call the answers.
namespace boulevard::placements::store {

inline constexpr absl::StatusCode kConflict = absl::StatusCode::kAborted;
inline constexpr absl::StatusCode kRefused = absl::StatusCode::kFailedPrecondition;
inline constexpr absl::StatusCode kOk = absl::StatusCode::kOk;
inline constexpr absl::StatusCode kDenied = absl::StatusCode::kPermissionDenied;
inline constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;
inline constexpr absl::StatusCode kTaken = absl::StatusCode::kAlreadyExists;
inline constexpr absl::StatusCode kMissing = absl::StatusCode::kNotFound;

}  // namespace boulevard::placements::store

#endif  // BOULEVARD_SERVICES_PLACEMENTS_STORE_TEST_CODES_H_
