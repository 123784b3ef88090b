#include "services/runtime/db/pool.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "services/runtime/db/connection.h"
#include "services/runtime/db/open_transaction.h"
#include "services/runtime/db/presence.h"
#include "services/runtime/log/log.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::db {
namespace {

constexpr int kMostRetries = 3;
constexpr absl::Duration kFirstPause = absl::Milliseconds(5);
constexpr absl::Duration kRollbackTime = absl::Seconds(1);

// "Full jitter": contenders that failed together come back spread over the whole pause.
absl::Duration PauseBefore(int retry) {
  thread_local std::minstd_rand engine{std::random_device{}()};
  const absl::Duration longest = kFirstPause * (1 << retry);
  return longest * std::uniform_real_distribution<double>(0, 1)(engine);
}

}  // namespace

class Pool::Impl {
 public:
  Impl(ConnectOptions options, int size, Registry& metrics);

  // A connection for one caller, given back when it goes.
  class Lease {
   public:
    Lease(Impl* pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    Lease(Lease&&) = default;
    ~Lease() {
      if (connection_ != nullptr) pool_->Return(std::move(connection_));
    }
    Connection& operator*() { return *connection_; }

   private:
    Impl* pool_;
    std::unique_ptr<Connection> connection_;
  };

  absl::StatusOr<Lease> Take(absl::Time deadline);
  absl::Status Probe(absl::Time deadline);
  // Whether a transaction that met `contention` shall run again after this pause; counts it.
  bool PauseToRetry(Contention contention, int retries, absl::Time deadline);

 private:
  // What a caller may go ahead with: an idle connection, or the right to open one.
  bool HasRoom() const { return !idle_.empty() || busy_ < size_; }
  absl::Status AskOnProbe(absl::Time deadline);
  void Found(bool there);
  absl::StatusOr<std::unique_ptr<Connection>> TakeIdle(absl::Time deadline);
  void Return(std::unique_ptr<Connection> connection);
  void ReturnRight();

  const ConnectOptions options_;
  const int size_;
  prometheus::Gauge& idle_gauge_;
  prometheus::Gauge& busy_gauge_;
  prometheus::Histogram& wait_seconds_;
  prometheus::Counter& deadlock_retries_;
  prometheus::Counter& lock_wait_retries_;

  Presence presence_;
  std::unique_ptr<Connection> probe_;
  std::mutex mutex_;  // over the two below
  std::condition_variable room_;
  std::vector<std::unique_ptr<Connection>> idle_;
  int busy_ = 0;
};

Pool::Impl::Impl(ConnectOptions options, int size, Registry& metrics)
    : options_(std::move(options)),
      size_(size),
      idle_gauge_(metrics.Gauge("boulevard_db_pool_connections", "Connections to the database by state.",
                                {{"state", "idle"}})),
      busy_gauge_(metrics.Gauge("boulevard_db_pool_connections", "Connections to the database by state.",
                                {{"state", "busy"}})),
      wait_seconds_(metrics.Latency("boulevard_db_pool_wait_seconds",
                                    "Time that callers waited for a connection to the database.")),
      deadlock_retries_(metrics.Counter("boulevard_db_transaction_retries_total",
                                        "Transactions run again, by reason.", {{"reason", "deadlock"}})),
      lock_wait_retries_(metrics.Counter("boulevard_db_transaction_retries_total",
                                         "Transactions run again, by reason.", {{"reason", "lock-wait"}})) {}

absl::StatusOr<Pool::Impl::Lease> Pool::Impl::Take(absl::Time deadline) {
  if (absl::Now() >= deadline) return absl::DeadlineExceededError("no time left for the database");
  ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection, TakeIdle(deadline));
  // A connection that died while idle is found out before anything is sent on it. So no statement is ever
  // sent twice, and yet nobody notices a restart of the database.
  if (connection == nullptr || connection->WasClosedByServer()) {
    connection.reset();
    auto opened = Connection::Open(options_, deadline, &presence_);
    if (!opened.ok()) {
      ReturnRight();
      return opened.status();
    }
    connection = *std::move(opened);
  }
  connection->set_deadline(deadline);
  connection->TakeContention();
  return Lease(this, std::move(connection));
}

absl::StatusOr<std::unique_ptr<Connection>> Pool::Impl::TakeIdle(absl::Time deadline) {
  const absl::Time begin = absl::Now();
  std::unique_lock lock(mutex_);
  const bool has_room = room_.wait_until(lock, absl::ToChronoTime(deadline),
                                         [this] { return HasRoom() || !presence_.there(); });
  wait_seconds_.Observe(absl::ToDoubleSeconds(absl::Now() - begin));
  if (!presence_.there()) return absl::UnavailableError("the database is away");
  if (!has_room) return absl::ResourceExhaustedError("all connections to the database are busy");
  ++busy_;
  busy_gauge_.Increment();
  if (idle_.empty()) return nullptr;
  // The last one in: the same few connections stay warm, with their statements prepared.
  std::unique_ptr<Connection> connection = std::move(idle_.back());
  idle_.pop_back();
  idle_gauge_.Decrement();
  return connection;
}

void Pool::Impl::Return(std::unique_ptr<Connection> connection) {
  // An exception can leave a transaction open.
  if (!connection->usable() || connection->in_transaction()) connection.reset();
  const std::lock_guard lock(mutex_);
  if (connection != nullptr) {
    idle_.push_back(std::move(connection));
    idle_gauge_.Increment();
  }
  --busy_;
  busy_gauge_.Decrement();
  room_.notify_one();
}

void Pool::Impl::ReturnRight() {
  const std::lock_guard lock(mutex_);
  --busy_;
  busy_gauge_.Decrement();
  room_.notify_one();
}

absl::Status Pool::Impl::AskOnProbe(absl::Time deadline) {
  if (probe_ == nullptr || !probe_->usable() || probe_->WasClosedByServer()) {
    probe_.reset();
    ASSIGN_OR_RETURN(probe_, Connection::Open(options_, deadline));
  }
  probe_->set_deadline(deadline);
  return probe_->Query("SELECT 1", {}, [](const Row&) {}).status();
}

absl::Status Pool::Impl::Probe(absl::Time deadline) {
  absl::Status answered = AskOnProbe(deadline);
  Found(answered.ok());
  return answered;
}

void Pool::Impl::Found(bool there) {
  if (presence_.there() == there) return;
  log::Warning(there ? "database-back" : "database-away", {});
  std::vector<std::unique_ptr<Connection>> doubtful;
  {
    // Under the lock: nothing may change between a waiter's look at it and its sleep.
    const std::lock_guard lock(mutex_);
    presence_.Set(there);
    if (!there) doubtful.swap(idle_);
    idle_gauge_.Set(static_cast<double>(idle_.size()));
  }
  room_.notify_all();
  // The other side may have forgotten them, and then would not answer on them when it is back.
  for (const auto& connection : doubtful) connection->Abandon();
}

bool Pool::Impl::PauseToRetry(Contention contention, int retries, absl::Time deadline) {
  if (contention == Contention::kNone || retries == kMostRetries) return false;
  const absl::Duration pause = PauseBefore(retries);
  if (absl::Now() + pause >= deadline) return false;
  (contention == Contention::kDeadlock ? deadlock_retries_ : lock_wait_retries_).Increment();
  absl::SleepFor(pause);
  return true;
}

namespace {

absl::Status Commit(Connection& connection) {
  if (!connection.usable()) return absl::UnavailableError("the connection was lost before commit");
  absl::Status committed = connection.Command("COMMIT");
  if (committed.ok() || connection.usable()) return committed;
  return absl::UnavailableError("the connection was lost at commit: whether it was written is unknown");
}

// Not bound by the caller's deadline, which may be why the work failed. The server rolls back by itself what
// a closed connection leaves.
void Rollback(Connection& connection, absl::Time deadline) {
  if (!connection.usable()) return;
  connection.set_deadline(std::max(deadline, absl::Now() + kRollbackTime));
  connection.Command("ROLLBACK").IgnoreError();
  connection.set_deadline(deadline);
}

// One attempt. `contention` says whether the server made it lose against another transaction, whatever `work`
// made of that: after a deadlock the server has rolled back what came before, and what came after must not be
// committed alone.
absl::Status Attempt(const Pool& pool, Connection& connection, absl::Time deadline, Pool::Work work,
                     Contention& contention) {
  RETURN_IF_ERROR(connection.Command("START TRANSACTION"));
  const OpenTransaction open(pool, connection);
  absl::Status status = work(connection);
  status.Update(open.failure());
  contention = connection.TakeContention();
  if (status.ok() && contention == Contention::kNone) {
    status = Commit(connection);
    contention = connection.TakeContention();
    if (status.ok()) return status;
  }
  Rollback(connection, deadline);
  if (contention == Contention::kNone) return status;
  return absl::AbortedError("the transaction lost against another one");
}

}  // namespace

Pool::Pool(ConnectOptions options, int size, Registry& metrics)
    : impl_(std::make_unique<Impl>(std::move(options), size, metrics)) {}
Pool::~Pool() = default;

absl::Status Pool::Run(absl::Time deadline, Work work) {
  if (OpenTransaction* open = OpenTransaction::Of(*this)) return work(open->session());
  ASSIGN_OR_RETURN(Impl::Lease lease, impl_->Take(deadline));
  return work(*lease);
}

absl::Status Pool::InTransaction(absl::Time deadline, Work work) {
  if (OpenTransaction* open = OpenTransaction::Of(*this)) return open->Join(work);
  ASSIGN_OR_RETURN(Impl::Lease lease, impl_->Take(deadline));
  for (int retries = 0;; ++retries) {
    Contention contention = Contention::kNone;
    absl::Status status = Attempt(*this, *lease, deadline, work, contention);
    if (status.ok() || !impl_->PauseToRetry(contention, retries, deadline)) return status;
  }
}

absl::Status Pool::Probe(absl::Time deadline) {
  return impl_->Probe(deadline);
}

absl::Status Pool::Ping(absl::Time deadline) {
  return Run(deadline,
             [](Session& session) { return session.Query("SELECT 1", {}, [](const Row&) {}).status(); });
}

}  // namespace boulevard::runtime::db
