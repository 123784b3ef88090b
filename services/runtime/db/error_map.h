#ifndef BOULEVARD_SERVICES_RUNTIME_DB_ERROR_MAP_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_ERROR_MAP_H_

#include <string_view>

#include "absl/status/status.h"

namespace boulevard::runtime::db {

// A failure as the server or the client library states it.
struct DatabaseError {
  unsigned number = 0;
  std::string_view sqlstate;
  std::string_view text;
};

// A transaction that lost against another one and may be run again as a whole.
enum class Contention { kNone, kDeadlock, kLockWait };
Contention ContentionOf(unsigned number);

// Whether the connection is of no further use after this error.
bool LosesConnection(unsigned number);

// The status as session.h promises it; its message holds the error number alone. Failures that nobody expects
// go to the log with the statement's text, which has "?" where the values were.
absl::Status StatusOf(const DatabaseError& error, std::string_view sql);

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_ERROR_MAP_H_
