#ifndef BOULEVARD_SERVICES_RUNTIME_DB_OPEN_TRANSACTION_H_
#define BOULEVARD_SERVICES_RUNTIME_DB_OPEN_TRANSACTION_H_

#include "absl/status/status.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/db/session.h"

namespace boulevard::runtime::db {

// The transaction that a thread has open on a pool, for as long as this lives. What the same thread asks of
// the same pool meanwhile joins it: a second connection would wait for the locks of the first.
class OpenTransaction {
 public:
  OpenTransaction(const Pool& pool, Session& session);
  ~OpenTransaction();
  OpenTransaction(const OpenTransaction&) = delete;
  OpenTransaction& operator=(const OpenTransaction&) = delete;

  // Null when this thread has none on that pool.
  static OpenTransaction* Of(const Pool& pool);

  Session& session() { return session_; }
  // Runs `work` as a part. When it fails the whole fails, whatever is made of that: half of it is never
  // committed, and no later part is begun.
  absl::Status Join(Pool::Work work);
  // Of the first part that failed.
  const absl::Status& failure() const { return failure_; }

 private:
  const Pool& pool_;
  Session& session_;
  absl::Status failure_;
  OpenTransaction* const outer_;  // of the same thread, on another pool
};

}  // namespace boulevard::runtime::db

#endif  // BOULEVARD_SERVICES_RUNTIME_DB_OPEN_TRANSACTION_H_
