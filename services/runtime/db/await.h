#ifndef BOULEVARD_SERVICES_RUNTIME_DB_AWAIT_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_AWAIT_H_

#include <mysql.h>

#include <optional>

#include "absl/time/time.h"
#include "services/runtime/db/presence.h"

namespace boulevard::runtime::db {

// How long to wait for the database: to the deadline, or until it is found to be away.
struct Patience {
  absl::Time deadline = absl::InfiniteFuture();
  const Presence* presence = nullptr;  // null: nobody says so
};

// Waits until the connection's socket is ready for `events` (MYSQL_WAIT_*); nothing when patience is over.
std::optional<int> AwaitSocket(MYSQL* mysql, int events, const Patience& patience);

// Runs one call of the client library in its non-blocking form, start() and then cont(events) until neither
// waits any more. This is the only way to hold a single call to its own deadline: the library's timeouts are
// fixed at connect, and the server cannot keep a promise while it is frozen or out of reach. False when
// patience was over first; the connection can then only be closed.
template <typename Start, typename Continue>
bool Await(MYSQL* mysql, const Patience& patience, Start start, Continue cont) {
  int waits_for = start();
  while (waits_for != 0) {
    const std::optional<int> ready = AwaitSocket(mysql, waits_for, patience);
    if (!ready) return false;
    waits_for = cont(*ready);
  }
  return true;
}

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_AWAIT_H_
