#ifndef BOULEVARD_SERVICES_RUNTIME_DB_TEST_CALLS_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_TEST_CALLS_H_

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/runtime/db/session.h"

// What the tests of the pool ask of a database.
namespace boulevard::runtime::db {

// Far longer than anything in the tests takes, and than what a caller gives the calls that must not wait for
// it.
inline constexpr absl::Duration kLong = absl::Seconds(60);

inline absl::Time Soon() {
  return absl::Now() + kLong;
}

// A row, into a table that the test has made.
inline absl::Status Insert(Session& session) {
  return session.Execute("INSERT INTO t VALUES (1)").status();
}

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_TEST_CALLS_H_
