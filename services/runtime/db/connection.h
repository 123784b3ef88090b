#ifndef BOULEVARD_SERVICES_RUNTIME_DB_CONNECTION_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_CONNECTION_H_

#include <mysql.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/runtime/db/await.h"
#include "services/runtime/db/error_map.h"
#include "services/runtime/db/param_binder.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/db/prepared_statement.h"
#include "services/runtime/db/session.h"

namespace boulevard::runtime::db {

// One connection with its prepared statements. Not thread-safe.
//
// Two bounds hold a statement to the deadline. The client stops waiting at the deadline itself; the
// connection is then closed, because its answer may still come. The server stops at max_statement_time, so
// that nothing runs on, or holds locks, long after its caller left. Changing that limit costs a round trip:
// it has coarse steps and is left alone while it is between once and five times what is needed, so that a
// pool whose callers have similar deadlines sets it once per connection. innodb_lock_wait_timeout is a
// quarter of it, which leaves time to run a transaction again.
class Connection final : public Session {
 public:
  // READ COMMITTED, UTC, strict SQL mode, utf8mb4. When `presence` is given, it outlives the connection, and
  // whatever waits for a database that is found to be away ends at once, with UNAVAILABLE.
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const ConnectOptions& options, absl::Time deadline,
                                                          const Presence* presence = nullptr);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  using Session::Execute;
  using Session::Query;
  absl::StatusOr<int64_t> Execute(std::string_view sql, std::span<const Param> params) override;
  // The rows are on this side before the first is read, so `read` may use the session, but not for the same
  // SQL again.
  absl::StatusOr<int64_t> Query(std::string_view sql, std::span<const Param> params, RowReader read) override;

  // Runs a statement that is not worth preparing and returns nothing: START TRANSACTION, SET.
  absl::Status Command(std::string_view sql);

  void set_deadline(absl::Time deadline) { patience_.deadline = deadline; }
  // Ends what is under way and makes it unusable, without a wait and without a farewell to the server.
  void Abandon();
  // False after an error that leaves the connection in an unknown state: it must be closed.
  bool usable() const { return usable_; }
  bool in_transaction() const { return (mysql_->server_status & SERVER_STATUS_IN_TRANS) != 0; }
  // Whether the server has closed, or said goodbye on, a connection on which nothing is under way. Costs one
  // system call and no round trip.
  bool WasClosedByServer() const;
  // Why the transaction must be run again, if it must; forgets it.
  Contention TakeContention() { return std::exchange(contention_, Contention::kNone); }

 private:
  Connection(MYSQL* mysql, const Patience& patience) : mysql_(mysql), patience_(patience) {}

  absl::Status Connect(const ConnectOptions& options);
  absl::Status Configure(const ConnectOptions& options);
  absl::Status KeepToDeadline();
  absl::StatusOr<PreparedStatement*> Prepare(std::string_view sql);
  void MakeRoomForStatement();
  absl::StatusOr<PreparedStatement*> Start(std::string_view sql, std::span<const Param> params);
  absl::Status Store(PreparedStatement& statement, std::string_view sql);
  absl::StatusOr<int64_t> ReadRows(PreparedStatement& statement, std::string_view sql, RowReader read);

  absl::Status Send(std::string_view sql);
  absl::Status Failure(const DatabaseError& error, std::string_view sql);
  absl::Status ConnectionFailure(std::string_view sql);
  absl::Status StatementFailure(MYSQL_STMT* statement, std::string_view sql);
  absl::Status GiveUp(std::string_view sql);

  MYSQL* const mysql_;
  Patience patience_;
  absl::Duration statement_limit_ = absl::ZeroDuration();
  bool usable_ = true;
  Contention contention_ = Contention::kNone;
  ParamBinder binder_;
  absl::flat_hash_map<std::string, std::unique_ptr<PreparedStatement>> statements_;
};

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_CONNECTION_H_
