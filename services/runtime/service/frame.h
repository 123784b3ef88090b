#ifndef BOULEVARD_SERVICES_RUNTIME_SERVICE_FRAME_H_
#define BOULEVARD_SERVICES_RUNTIME_SERVICE_FRAME_H_

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/runtime/db/migrator.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/events/outbox.h"
#include "services/runtime/idempotency/repeatable_writes.h"
#include "services/runtime/rpc/dispatcher.h"
#include "services/runtime/service/repeating.h"
#include "services/runtime/service/service.h"

namespace boulevard::runtime::service {

// What a service stands on, whatever it does: its database with the schema up to date, writes that can be
// sent again, events, calls behind workers, and work that it does by itself. Its schema has the tables
// idempotency_keys, outbox, outbox_head and outbox_cursors.
//
// A service holds it before everything that its handlers and its work use, and stops it first. The metrics
// have the label `component`, so that services in one process keep theirs apart.
class Frame {
 public:
  struct Options {
    std::string name;  // "placements", as metrics name it
    std::span<const db::Migration> migrations;
    // Of the service's own work, which never waits for those of the workers.
    int own_connections = 0;
  };

  // Brings the schema up to date. Fails when the database does not answer, or knows other migrations.
  static absl::StatusOr<std::unique_ptr<Frame>> Open(const Options& options, const Setting& setting);
  ~Frame() { Stop(); }

  db::Pool& pool() { return pool_; }
  idempotency::RepeatableWrites& writes() { return writes_; }

  // Takes calls from now on, asks the database how it is, and forgets old keys and events. Once.
  void Serve(rpc::Handlers handlers);
  // Does `work` again and again until Stop; it gives the pause until the next time.
  void Repeat(std::function<absl::Duration()> work);
  // Gives the events that were committed their numbers; a service repeats it, with what follows from it. Logs
  // its failure.
  absl::Status NumberEvents(absl::Time deadline);

  // See Service.
  rpc::Backend& backend() { return *dispatcher_; }
  absl::Status Ready() const;
  void Stop();

 private:
  Frame(const Options& options, const Setting& setting, db::ConnectOptions connect);

  absl::Duration Probe();
  absl::Duration Forget();

  const Setting setting_;
  Registry metrics_;
  db::Pool pool_;
  events::Outbox outbox_;
  idempotency::RepeatableWrites writes_;
  std::optional<rpc::Dispatcher> dispatcher_;
  mutable absl::Mutex mutex_;
  absl::Status ready_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::unique_ptr<Repeating>> work_;
};

}  // namespace boulevard::runtime::service

#endif  // BOULEVARD_SERVICES_RUNTIME_SERVICE_FRAME_H_
