#ifndef BOULEVARD_SERVICES_RUNTIME_DB_STATEMENT_LIMIT_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_STATEMENT_LIMIT_H_

#include <string>

#include "absl/time/time.h"

namespace boulevard::runtime::db {

// The server's limit for statements that have `left` to their deadline: the next of a few coarse steps, so
// that it is rarely sent. Infinite for more than ten minutes.
absl::Duration StatementLimitFor(absl::Duration left);

// Whether a limit that is set already will do: it does not cut the statement short, and is not much too long.
bool LimitSuits(absl::Duration limit, absl::Duration left);

// "max_statement_time=5,innodb_lock_wait_timeout=2", for SET.
std::string LimitSettings(absl::Duration limit);

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_STATEMENT_LIMIT_H_
