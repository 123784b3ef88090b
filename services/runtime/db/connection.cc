#include "services/runtime/db/connection.h"

#include <errmsg.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/db/dead_peer.h"
#include "services/runtime/db/statement_limit.h"
#include "services/runtime/log/log.h"
#include "services/runtime/status/absl_view.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::db {
namespace {

// Statements come from the source text, some with lists of varying length: far fewer than this, or a bug.
constexpr size_t kMostStatements = 500;
// The library resolves host names on the stack of its non-blocking calls: its own 60 KiB are too few.
constexpr size_t kStackBytes = 256 * 1024;
constexpr absl::Duration kFirstStatementLimit = absl::Seconds(10);

constexpr std::string_view kSession =
    "SET time_zone='+00:00',tx_isolation='READ-COMMITTED',"
    "sql_mode='STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
    "NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY',"
    // The server lets go of the locks of a client that has vanished; no caller pauses so long within a
    // transaction. And of a connection that nobody has used for an hour: the pool opens another.
    "idle_transaction_timeout=10,wait_timeout=3600,";

const char* OrNull(const std::string& text) {
  return text.empty() ? nullptr : text.c_str();
}

MYSQL* NewHandle() {
  // mysql_init starts the library on first use, and that is not thread-safe.
  static const int started = mysql_library_init(0, nullptr, nullptr);
  return started == 0 ? mysql_init(nullptr) : nullptr;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const ConnectOptions& options,
                                                             absl::Time deadline, const Presence* presence) {
  MYSQL* mysql = NewHandle();
  if (mysql == nullptr) return absl::InternalError("the database client library does not start");
  const Patience patience{std::min(deadline, absl::Now() + options.connect_timeout), presence};
  auto connection = std::unique_ptr<Connection>(new Connection(mysql, patience));
  RETURN_IF_ERROR(connection->Configure(options));
  RETURN_IF_ERROR(connection->Connect(options));
  const absl::Status ready =
      connection->Send(absl::StrCat(AbslView(kSession), LimitSettings(kFirstStatementLimit)));
  // It was the time for connecting that passed, not the caller's.
  if (absl::IsDeadlineExceeded(ready)) return absl::UnavailableError("the database does not answer");
  RETURN_IF_ERROR(ready);
  connection->statement_limit_ = kFirstStatementLimit;
  connection->set_deadline(deadline);
  return connection;
}

Connection::~Connection() {
  // Closing the connection ends its statements on the server; they would say so one by one if they went
  // first.
  mysql_close(mysql_);
}

absl::Status Connection::Configure(const ConnectOptions& options) {
  const unsigned protocol = options.socket.empty() ? MYSQL_PROTOCOL_TCP : MYSQL_PROTOCOL_SOCKET;
  const unsigned off = 0;
  bool failed = false;
  const auto set = [&](mysql_option option, const void* value) {
    failed |= mysql_options(mysql_, option, value) != 0;
  };
  set(MYSQL_OPT_NONBLOCK, &kStackBytes);
  set(MYSQL_OPT_PROTOCOL, &protocol);
  set(MYSQL_OPT_LOCAL_INFILE, &off);
  set(MYSQL_SET_CHARSET_NAME, "utf8mb4");
  if (!options.tls_ca.empty()) {
    const my_bool on = 1;
    set(MYSQL_OPT_SSL_ENFORCE, &on);
    set(MYSQL_OPT_SSL_CA, options.tls_ca.c_str());
    set(MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &on);
  }
  return failed ? absl::InternalError("the database client library refuses an option") : absl::OkStatus();
}

absl::Status Connection::Connect(const ConnectOptions& options) {
  MYSQL* connected = nullptr;
  const auto start = [&] {
    return mysql_real_connect_start(&connected, mysql_, OrNull(options.host), options.user.c_str(),
                                    options.password.c_str(), OrNull(options.schema),
                                    static_cast<unsigned>(options.port), OrNull(options.socket),
                                    CLIENT_FOUND_ROWS);
  };
  const auto cont = [&](int events) { return mysql_real_connect_cont(&connected, mysql_, events); };
  if (!Await(mysql_, patience_, start, cont)) {
    Abandon();
    return absl::UnavailableError("the database does not answer");
  }
  if (connected == nullptr) return ConnectionFailure("(connect)");
  if (options.socket.empty()) NoticeDeadPeer(static_cast<int>(mysql_get_socket(mysql_)));
  if (!options.tls_ca.empty() && mysql_get_ssl_cipher(mysql_) == nullptr) {
    return absl::UnavailableError("the database does not speak TLS");
  }
  return absl::OkStatus();
}

bool Connection::WasClosedByServer() const {
  // The server never speaks first: anything to read is an end of file or a farewell.
  pollfd socket{.fd = static_cast<int>(mysql_get_socket(mysql_)), .events = POLLIN, .revents = 0};
  return poll(&socket, 1, 0) != 0;
}

absl::StatusOr<int64_t> Connection::Execute(std::string_view sql, std::span<const Param> params) {
  ASSIGN_OR_RETURN(PreparedStatement * statement, Start(sql, params));
  const auto changed = static_cast<int64_t>(mysql_stmt_affected_rows(statement->handle));
  if (mysql_stmt_field_count(statement->handle) == 0) return changed;
  RETURN_IF_ERROR(Store(*statement, sql));
  const ResultGuard guard(*statement);
  return 0;
}

absl::StatusOr<int64_t> Connection::Query(std::string_view sql, std::span<const Param> params,
                                          RowReader read) {
  ASSIGN_OR_RETURN(PreparedStatement * statement, Start(sql, params));
  const unsigned columns = mysql_stmt_field_count(statement->handle);
  if (columns == 0) return 0;
  statement->row.Describe(mariadb_stmt_fetch_fields(statement->handle), columns);
  RETURN_IF_ERROR(Store(*statement, sql));
  const ResultGuard guard(*statement);
  return ReadRows(*statement, sql, read);
}

absl::StatusOr<int64_t> Connection::ReadRows(PreparedStatement& statement, std::string_view sql,
                                             RowReader read) {
  int64_t rows = 0;
  while (true) {
    const int result = mysql_stmt_fetch(statement.handle);
    if (result == MYSQL_NO_DATA) return rows;
    if (result != 0) return StatementFailure(statement.handle, sql);
    read(statement.row);
    ++rows;
  }
}

absl::StatusOr<PreparedStatement*> Connection::Start(std::string_view sql, std::span<const Param> params) {
  RETURN_IF_ERROR(KeepToDeadline());
  ASSIGN_OR_RETURN(PreparedStatement * statement, Prepare(sql));
  MYSQL_STMT* const handle = statement->handle;
  if (statement->reading || mysql_stmt_param_count(handle) != params.size()) {
    log::Error("database-misuse", {{"reading", statement->reading}, {"sql", sql}});
    return absl::InternalError(statement->reading ? "a statement was run again while its rows were read"
                                                  : "a statement got the wrong number of parameters");
  }
  RETURN_IF_ERROR(binder_.Bind(params));
  if (!params.empty() && mysql_stmt_bind_param(handle, binder_.binds())) return StatementFailure(handle, sql);
  int failed = 0;
  const auto start = [&] { return mysql_stmt_execute_start(&failed, handle); };
  const auto cont = [&](int events) { return mysql_stmt_execute_cont(&failed, handle, events); };
  if (!Await(mysql_, patience_, start, cont)) return GiveUp(sql);
  if (failed) return StatementFailure(handle, sql);
  return statement;
}

absl::Status Connection::Store(PreparedStatement& statement, std::string_view sql) {
  int failed = 0;
  const auto start = [&] { return mysql_stmt_store_result_start(&failed, statement.handle); };
  const auto cont = [&](int events) {
    return mysql_stmt_store_result_cont(&failed, statement.handle, events);
  };
  if (!Await(mysql_, patience_, start, cont)) return GiveUp(sql);
  return failed ? StatementFailure(statement.handle, sql) : absl::OkStatus();
}

absl::StatusOr<PreparedStatement*> Connection::Prepare(std::string_view sql) {
  if (const auto found = statements_.find(AbslView(sql)); found != statements_.end())
    return found->second.get();
  MakeRoomForStatement();
  auto statement = std::make_unique<PreparedStatement>(mysql_);
  MYSQL_STMT* const handle = statement->handle;
  int failed = 0;
  const auto start = [&] { return mysql_stmt_prepare_start(&failed, handle, sql.data(), sql.size()); };
  const auto cont = [&](int events) { return mysql_stmt_prepare_cont(&failed, handle, events); };
  if (!Await(mysql_, patience_, start, cont)) return GiveUp(sql);
  if (failed) return StatementFailure(handle, sql);
  return statements_.emplace(sql, std::move(statement)).first->second.get();
}

void Connection::MakeRoomForStatement() {
  if (statements_.size() < kMostStatements) return;
  absl::erase_if(statements_, [](const auto& entry) { return !entry.second->reading; });
}

absl::Status Connection::Command(std::string_view sql) {
  RETURN_IF_ERROR(KeepToDeadline());
  return Send(sql);
}

absl::Status Connection::KeepToDeadline() {
  if (!usable_) return absl::UnavailableError("the database connection is gone");
  const absl::Duration left = patience_.deadline - absl::Now();
  if (left <= absl::ZeroDuration()) return absl::DeadlineExceededError("no time left for the database");
  if (LimitSuits(statement_limit_, left)) return absl::OkStatus();
  const absl::Duration limit = StatementLimitFor(left);
  RETURN_IF_ERROR(Send(absl::StrCat("SET ", LimitSettings(limit))));
  statement_limit_ = limit;
  return absl::OkStatus();
}

absl::Status Connection::Send(std::string_view sql) {
  int failed = 0;
  const auto start = [&] { return mysql_real_query_start(&failed, mysql_, sql.data(), sql.size()); };
  const auto cont = [&](int events) { return mysql_real_query_cont(&failed, mysql_, events); };
  if (!Await(mysql_, patience_, start, cont)) return GiveUp(sql);
  return failed ? ConnectionFailure(sql) : absl::OkStatus();
}

absl::Status Connection::Failure(const DatabaseError& error, std::string_view sql) {
  if (LosesConnection(error.number)) Abandon();
  if (const Contention contention = ContentionOf(error.number); contention != Contention::kNone) {
    contention_ = contention;
  }
  return StatusOf(error, sql);
}

absl::Status Connection::ConnectionFailure(std::string_view sql) {
  return Failure({mysql_errno(mysql_), mysql_sqlstate(mysql_), mysql_error(mysql_)}, sql);
}

absl::Status Connection::StatementFailure(MYSQL_STMT* statement, std::string_view sql) {
  return Failure({mysql_stmt_errno(statement), mysql_stmt_sqlstate(statement), mysql_stmt_error(statement)},
                 sql);
}

absl::Status Connection::GiveUp(std::string_view sql) {
  const bool late = absl::Now() >= patience_.deadline;
  log::Warning(late ? "database-deadline-passed" : "database-given-up", {{"sql", sql}});
  Abandon();
  return late ? absl::DeadlineExceededError("the database did not answer in time")
              : absl::UnavailableError("the database does not answer");
}

// Closes the socket both ways but keeps it: what the library still wants to send or read, such as the closing
// of statements, then fails at once and cannot wait for a server that does not answer.
void Connection::Abandon() {
  usable_ = false;
  const auto socket = static_cast<int>(mysql_get_socket(mysql_));
  if (socket >= 0) shutdown(socket, SHUT_RDWR);
}

}  // namespace boulevard::runtime::db
