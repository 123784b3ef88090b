#ifndef BOULEVARD_SERVICES_RUNTIME_DB_SESSION_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_SESSION_H_

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/runtime/db/statement.h"

namespace boulevard::runtime::db {

// What runs SQL: a connection, inside a transaction or outside one. Statements are prepared once per
// connection and kept by their text. Not thread-safe.
//
// Errors: ALREADY_EXISTS for a duplicate key (1062), FAILED_PRECONDITION for a foreign key (1451, 1452),
// ABORTED for a deadlock or lock wait (1213, 1205), DEADLINE_EXCEEDED for a statement stopped at the
// deadline, UNAVAILABLE when the connection is gone, INTERNAL for the rest. The message names the error
// number alone: text from the server goes to the log.
class Session {
 public:
  using RowReader = absl::FunctionRef<void(const Row&)>;

  virtual ~Session() = default;

  // Runs a statement that returns no rows; gives the rows it changed (found, for an UPDATE).
  virtual absl::StatusOr<int64_t> Execute(std::string_view sql, std::span<const Param> params) = 0;
  // Runs a query and hands each row to `read`, in order. Gives the number of rows.
  virtual absl::StatusOr<int64_t> Query(std::string_view sql, std::span<const Param> params,
                                        RowReader read) = 0;

  absl::StatusOr<int64_t> Execute(std::string_view sql, std::initializer_list<Param> params = {}) {
    return Execute(sql, std::span(params.begin(), params.size()));
  }
  absl::StatusOr<int64_t> Query(std::string_view sql, std::initializer_list<Param> params, RowReader read) {
    return Query(sql, std::span(params.begin(), params.size()), read);
  }
};

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_SESSION_H_
