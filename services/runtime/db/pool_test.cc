#include "services/runtime/db/pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/wait.h>

#include <csignal>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/synchronization/barrier.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "services/runtime/db/private_server.h"
#include "services/runtime/db/test_calls.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::runtime::db {
namespace {

using ::testing::HasSubstr;

class PoolTest : public ::testing::Test {
 protected:
  absl::Status Execute(std::string_view sql) {
    return pool_.Run(Soon(), [&](Session& session) { return session.Execute(sql).status(); });
  }
  int64_t Number(std::string_view sql) { return NumberFrom(pool_, sql); }
  static int64_t NumberFrom(Pool& pool, std::string_view sql) {
    int64_t number = -1;
    const absl::Status status = pool.Run(Soon(), [&](Session& session) {
      return session.Query(sql, {}, [&](const Row& row) { number = row.Int(0); }).status();
    });
    EXPECT_TRUE(status.ok()) << status;
    return number;
  }

  tests::TestDatabase database_;
  Registry metrics_;
  Pool pool_{*ConnectOptions::Parse(database_.url()), 2, metrics_};
  // What a thread asks of the same pool joins its transaction; of this one it does not.
  Pool other_{*ConnectOptions::Parse(database_.url()), 1, metrics_};
};

// A table that may not grow stands for a disk that is full: the server says the same of both.
TEST_F(PoolTest, ADatabaseThatCannotWriteIsAwayForWritersAlone) {
  ASSERT_TRUE(Execute("CREATE TABLE full (a CHAR(250)) ENGINE=MEMORY MAX_ROWS=1").ok());
  absl::Status written = Execute("INSERT INTO full VALUES ('a')");
  for (int i = 0; i < 30 && written.ok(); ++i) written = Execute("INSERT INTO full SELECT * FROM full");
  EXPECT_EQ(written, absl::UnavailableError("database error 1114"));
  EXPECT_GT(Number("SELECT COUNT(*) FROM full"), 0) << "on a connection that is still good";
  ASSERT_TRUE(Execute("DELETE FROM full").ok());
  EXPECT_TRUE(Execute("INSERT INTO full VALUES ('a')").ok());
}

TEST_F(PoolTest, CommitsWhatSucceedsAndRollsBackWhatFails) {
  ASSERT_TRUE(Execute("CREATE TABLE t (a INT)").ok());
  const auto insert = [](const absl::Status& end) {
    return [end](Session& session) {
      EXPECT_TRUE(session.Execute("INSERT INTO t VALUES (1)").ok());
      return end;
    };
  };
  EXPECT_TRUE(pool_.InTransaction(Soon(), insert(absl::OkStatus())).ok());
  EXPECT_EQ(pool_.InTransaction(Soon(), insert(absl::NotFoundError("no"))), absl::NotFoundError("no"));
  EXPECT_EQ(Number("SELECT COUNT(*) FROM t"), 1);
}

TEST_F(PoolTest, RollsBackWhenAnExceptionPasses) {
  ASSERT_TRUE(Execute("CREATE TABLE t (a INT)").ok());
  EXPECT_THROW(pool_
                   .InTransaction(Soon(),
                                  [](Session& session) -> absl::Status {
                                    EXPECT_TRUE(session.Execute("INSERT INTO t VALUES (1)").ok());
                                    throw std::bad_alloc();
                                  })
                   .IgnoreError(),
               std::bad_alloc);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM t"), 0);
}

TEST_F(PoolTest, RunsADeadlockedTransactionAgain) {
  ASSERT_TRUE(Execute("CREATE TABLE t (id INT PRIMARY KEY, a INT NOT NULL)").ok());
  ASSERT_TRUE(Execute("INSERT INTO t VALUES (1, 0), (2, 0)").ok());
  // Both hold their first row before either asks for its second.
  absl::Barrier* both_hold = new absl::Barrier(2);
  const auto cross = [&](int first, int second) {
    bool again = false;
    return pool_.InTransaction(Soon(), [&](Session& session) {
      auto changed = session.Execute("UPDATE t SET a = a + 1 WHERE id = ?", {first});
      if (!std::exchange(again, true) && both_hold->Block()) delete both_hold;
      if (changed.ok()) changed = session.Execute("UPDATE t SET a = a + 1 WHERE id = ?", {second});
      return changed.status();
    });
  };
  absl::Status other;
  std::thread thread([&] { other = cross(2, 1); });
  const absl::Status one = cross(1, 2);
  thread.join();
  EXPECT_TRUE(one.ok()) << one;
  EXPECT_TRUE(other.ok()) << other;
  EXPECT_EQ(Number("SELECT SUM(a) FROM t WHERE a = 2"), 4);
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_db_transaction_retries_total{reason=\"deadlock\"} 1"));
}

TEST_F(PoolTest, GivesUpALockThatIsHeldTooLong) {
  ASSERT_TRUE(Execute("CREATE TABLE t (id INT PRIMARY KEY)").ok());
  ASSERT_TRUE(Execute("INSERT INTO t VALUES (1)").ok());
  const absl::Status status = pool_.InTransaction(Soon(), [&](Session& holder) {
    EXPECT_TRUE(holder.Execute("UPDATE t SET id = 2").ok());
    int runs = 0;
    const absl::Status waited = other_.InTransaction(Soon(), [&](Session& waiter) {
      ++runs;
      // At once, and whatever the closure makes of it: the transaction did not do what it should.
      waiter.Query("SELECT id FROM t FOR UPDATE NOWAIT", {}, [](const Row&) {}).IgnoreError();
      return absl::OkStatus();
    });
    EXPECT_EQ(waited.code(), absl::StatusCode::kAborted);
    EXPECT_EQ(runs, 4);
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_db_transaction_retries_total{reason=\"lock-wait\"} 3"));
}

TEST_F(PoolTest, DoesNotRunAgainWhatTheDomainRefused) {
  int runs = 0;
  const absl::Status status = pool_.InTransaction(Soon(), [&](Session&) {
    ++runs;
    return absl::AbortedError("taken");
  });
  EXPECT_EQ(status, absl::AbortedError("taken"));
  EXPECT_EQ(runs, 1);
}

TEST_F(PoolTest, BoundsTheWaitForAConnection) {
  absl::Notification release;
  absl::Barrier* taken = new absl::Barrier(3);
  std::vector<std::thread> holders;
  holders.reserve(2);
  for (int i = 0; i < 2; ++i) {
    holders.emplace_back([&] {
      const absl::Status held = pool_.Run(Soon(), [&](Session&) {
        if (taken->Block()) delete taken;
        release.WaitForNotification();
        return absl::OkStatus();
      });
      EXPECT_TRUE(held.ok()) << held;
    });
  }
  if (taken->Block()) delete taken;
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_db_pool_connections{state=\"busy\"} 2"));
  EXPECT_EQ(pool_.Ping(absl::Now() + absl::Milliseconds(20)).code(), absl::StatusCode::kResourceExhausted);
  release.Notify();
  for (std::thread& holder : holders) holder.join();
  EXPECT_TRUE(pool_.Ping(Soon()).ok());
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_db_pool_connections{state=\"idle\"} 2"));
  EXPECT_THAT(metrics_.Render(), HasSubstr("boulevard_db_pool_wait_seconds_count"));
}

TEST_F(PoolTest, ReplacesAConnectionThatWasKilled) {
  Pool victim(*ConnectOptions::Parse(database_.url()), 1, metrics_);
  const int64_t first = NumberFrom(victim, "SELECT CONNECTION_ID()");
  // While idle: nobody notices.
  ASSERT_TRUE(Execute(absl::StrCat("KILL ", first)).ok());
  const int64_t second = NumberFrom(victim, "SELECT CONNECTION_ID()");
  EXPECT_NE(second, first);
  // While in use: the caller is told, the next one is not.
  const absl::Status status = victim.InTransaction(Soon(), [&](Session& session) {
    EXPECT_TRUE(Execute(absl::StrCat("KILL ", second)).ok());
    return session.Query("SELECT 1", {}, [](const Row&) {}).status();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(victim.Ping(Soon()).ok());
}

TEST_F(PoolTest, CallsALossAtCommitUnknown) {
  const absl::Status status = pool_.InTransaction(Soon(), [&](Session& session) {
    int64_t id = 0;
    auto read = session.Query("SELECT CONNECTION_ID()", {}, [&](const Row& row) { id = row.Int(0); });
    const auto kill = [&](Session& other) { return other.Execute(absl::StrCat("KILL ", id)).status(); };
    EXPECT_TRUE(other_.Run(Soon(), kill).ok());
    return read.status();
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), HasSubstr("unknown"));
}

TEST(PoolWithoutServerTest, IsUnavailableAtOnce) {
  Registry metrics;
  Pool pool(*ConnectOptions::Parse("mysql://root@/x?socket=/nonexistent/mariadb.sock"), 1, metrics);
  const absl::Time begin = absl::Now();
  EXPECT_EQ(pool.Ping(Soon()).code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(pool.Ping(Soon()).code(), absl::StatusCode::kUnavailable);
  EXPECT_LT(absl::Now() - begin, absl::Seconds(1));
}

class PoolFaultTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto server = PrivateServer::Start({.folder = folder_.path(), .durable = false});
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    pool_ = std::make_unique<Pool>(*ConnectOptions::Parse(*server_->UrlOf("s")), 2, metrics_);
    ASSERT_TRUE(pool_->Ping(Soon()).ok());
  }

  tests::TemporaryFolder folder_;
  Registry metrics_;
  std::unique_ptr<PrivateServer> server_;
  std::unique_ptr<Pool> pool_;
};

TEST_F(PoolFaultTest, RecoversFromTheDeathOfTheServer) {
  const int killed = server_->pid();
  ASSERT_EQ(kill(killed, SIGKILL), 0);
  absl::Status status;
  absl::Time begin;
  do {
    begin = absl::Now();
    status = pool_->Ping(Soon());
  } while (status.ok());
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_LT(absl::Now() - begin, absl::Seconds(1));
  const absl::Time patience = absl::Now() + absl::Seconds(60);
  while (!status.ok() && absl::Now() < patience) status = pool_->Ping(Soon());
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_NE(server_->pid(), killed);
}

TEST_F(PoolFaultTest, DoesNotWaitForAFrozenServer) {
  ASSERT_EQ(kill(server_->pid(), SIGSTOP), 0);
  siginfo_t stopped;  // a process of many threads does not stop at once
  ASSERT_EQ(waitid(P_PID, static_cast<id_t>(server_->pid()), &stopped, WSTOPPED | WNOWAIT), 0);
  const absl::Time begin = absl::Now();
  // On an idle connection, then on a new one.
  const auto ping = [&] { return pool_->Ping(absl::Now() + absl::Milliseconds(200)).code(); };
  EXPECT_EQ(ping(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(ping(), absl::StatusCode::kUnavailable);
  EXPECT_LT(absl::Now() - begin, absl::Seconds(3));
  ASSERT_EQ(kill(server_->pid(), SIGCONT), 0);
  EXPECT_TRUE(pool_->Ping(Soon()).ok());
}

}  // namespace
}  // namespace boulevard::runtime::db
