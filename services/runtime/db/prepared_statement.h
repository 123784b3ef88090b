#ifndef BOULEVARD_SERVICES_RUNTIME_DB_PREPARED_STATEMENT_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_PREPARED_STATEMENT_H_

#include <mysql.h>

#include "services/runtime/db/packet_row.h"

namespace boulevard::runtime::db {

// A statement on the server, and the row that its results are read through.
struct PreparedStatement {
  explicit PreparedStatement(MYSQL* mysql) : handle(mysql_stmt_init(mysql)) { row.ReadRowsOf(handle); }
  ~PreparedStatement() { mysql_stmt_close(handle); }
  PreparedStatement(const PreparedStatement&) = delete;
  PreparedStatement& operator=(const PreparedStatement&) = delete;

  MYSQL_STMT* const handle;
  PacketRow row;
  bool reading = false;
};

// Frees a result that was stored when the reading of it ends. For a result that could not be stored,
// mysql_stmt_free_result would wait for rows that never come.
class ResultGuard {
 public:
  explicit ResultGuard(PreparedStatement& statement) : statement_(statement) { statement_.reading = true; }
  ~ResultGuard() {
    mysql_stmt_free_result(statement_.handle);
    statement_.reading = false;
  }
  ResultGuard(const ResultGuard&) = delete;
  ResultGuard& operator=(const ResultGuard&) = delete;

 private:
  PreparedStatement& statement_;
};

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_PREPARED_STATEMENT_H_
