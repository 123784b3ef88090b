#ifndef BOULEVARD_SERVICES_RUNTIME_DB_POOL_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_POOL_H_

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/db/session.h"
#include "services/runtime/metrics/registry.h"

namespace boulevard::runtime::db {

struct ConnectOptions {
  // From "mysql://user:password@host:port/schema" or "mysql://user:password@/schema?socket=/path". The
  // password may come from a file: "?password_file=/path"; TLS: "?tls_ca=/path".
  static absl::StatusOr<ConnectOptions> Parse(std::string_view url);

  std::string host;
  int port = 3306;
  std::string socket;  // when set, host and port are not used
  std::string user;
  std::string password;
  std::string schema;
  std::string tls_ca;  // when set, TLS is required and the server's certificate checked
  absl::Duration connect_timeout = absl::Seconds(2);
};

// Connections kept open, each with its own prepared statements. Thread-safe. A connection that failed is
// closed, and the next call opens a new one: the pool recovers by itself when the database returns.
//
// Every connection runs READ COMMITTED, in UTC, strict SQL mode, with statement and lock waits bounded by the
// deadline of the call. RESOURCE_EXHAUSTED when all connections stay busy until the deadline: unlike
// DEADLINE_EXCEEDED it tells the caller that nothing was tried and that less load helps. No statement is ever
// sent twice behind the caller's back.
class Pool {
 public:
  using Work = absl::FunctionRef<absl::Status(Session&)>;

  Pool(ConnectOptions options, int size, Registry& metrics);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Runs `work` outside a transaction, or in the one that this thread has open: for single statements and
  // reads.
  absl::Status Run(absl::Time deadline, Work work);

  // Runs `work` between START TRANSACTION and COMMIT; rolls back when it returns an error. A deadlock or a
  // lock wait runs the whole of it again, at most three times with jitter and not past the deadline, then
  // ABORTED. A connection lost at COMMIT gives UNAVAILABLE: whether it was written is unknown, and it is not
  // run again.
  //
  // Within the `work` of another InTransaction of the same thread it joins that one: nothing is committed
  // before the outermost has ended, which alone is run again, and an error of any part rolls back the whole.
  absl::Status InTransaction(absl::Time deadline, Work work);

  // OK when the database answers by the deadline.
  absl::Status Ping(absl::Time deadline);

  // The same on a connection kept for this alone, which never waits for a free one; and its outcome counts
  // for all: while the database was last found away, calls fail at once with UNAVAILABLE, and those under way
  // are given up, so that nobody's time goes into waiting. Who begins to ask goes on asking. From one thread
  // at a time.
  absl::Status Probe(absl::Time deadline);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_POOL_H_
