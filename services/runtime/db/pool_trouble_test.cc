// The pool when the network between it and the database fails.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "services/runtime/db/pool.h"
#include "services/runtime/db/test_calls.h"
#include "tests/support/gate/gate.h"
#include "tests/support/test_database.h"

namespace boulevard::runtime::db {
namespace {

using ::testing::HasSubstr;

// As it goes over the wire: 3 is a query.
constexpr char kCommit[] =
    "\x03"
    "COMMIT";

class PoolTroubleTest : public ::testing::Test {
 protected:
  PoolTroubleTest()
      : direct_(*ConnectOptions::Parse(database_.url()), 4, metrics_),
        gate_(ConnectOptions::Parse(database_.url())->socket),
        pool_(ThroughGate(), 4, metrics_) {
    EXPECT_TRUE(direct_
                    .Run(Soon(),
                         [](Session& session) {
                           return session.Execute("CREATE TABLE t (a INT) ENGINE=InnoDB").status();
                         })
                    .ok());
  }

  ConnectOptions ThroughGate() const {
    ConnectOptions options = *ConnectOptions::Parse(database_.url());
    options.socket.clear();
    options.host = "127.0.0.1";
    const std::string address = gate_.address();
    EXPECT_TRUE(absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &options.port));
    return options;
  }

  // Rows in the table, as another sees them.
  int64_t Rows() {
    int64_t rows = -1;
    EXPECT_TRUE(direct_
                    .Run(Soon(),
                         [&](Session& session) {
                           return session
                               .Query("SELECT COUNT(*) FROM t", {},
                                      [&](const Row& row) { rows = row.Int(0); })
                               .status();
                         })
                    .ok());
    return rows;
  }

  absl::Status Probe() { return pool_.Probe(absl::Now() + absl::Milliseconds(500)); }

  tests::TestDatabase database_;
  Registry metrics_;
  Pool direct_;
  tests::Gate gate_;
  Pool pool_;
};

TEST_F(PoolTroubleTest, OneWhoAsksSparesTheOthersTheWait) {
  ASSERT_TRUE(Probe().ok());
  ASSERT_TRUE(pool_.Ping(Soon()).ok());
  gate_.Stall();
  const absl::Time begin = absl::Now();
  std::vector<std::thread> waiting(6);  // four on a connection, two for one
  for (std::thread& thread : waiting) {
    thread = std::thread([&] { EXPECT_EQ(pool_.Ping(Soon()).code(), absl::StatusCode::kUnavailable); });
  }
  EXPECT_FALSE(Probe().ok());
  for (std::thread& thread : waiting) thread.join();
  EXPECT_EQ(pool_.Ping(Soon()).code(), absl::StatusCode::kUnavailable);
  EXPECT_LT(absl::Now() - begin, kLong / 4) << "given up when it was found away, not at the deadline";

  gate_.Pass();
  EXPECT_TRUE(Probe().ok());
  EXPECT_TRUE(pool_.Ping(Soon()).ok());
}

TEST_F(PoolTroubleTest, ADatabaseThatIsRefusedIsAwayAndComesBack) {
  ASSERT_TRUE(Probe().ok());
  gate_.Refuse();
  EXPECT_EQ(Probe().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(pool_.Ping(Soon()).code(), absl::StatusCode::kUnavailable);
  gate_.Pass();
  EXPECT_TRUE(Probe().ok());
  EXPECT_TRUE(pool_.Ping(Soon()).ok());
}

TEST_F(PoolTroubleTest, ConnectionsThatWereForgottenAreReplaced) {
  ASSERT_TRUE(pool_.Ping(Soon()).ok());
  ASSERT_TRUE(Probe().ok());
  gate_.VanishOpen();
  EXPECT_FALSE(Probe().ok());
  EXPECT_TRUE(Probe().ok()) << "on a new connection";
  EXPECT_TRUE(pool_.Ping(Soon()).ok());
}

TEST_F(PoolTroubleTest, AnAnswerToCommitThatIsLostIsAnUnknownOutcome) {
  gate_.CutAfter(kCommit);
  const absl::Status lost = pool_.InTransaction(Soon(), Insert);
  EXPECT_EQ(lost.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(lost.message()), HasSubstr("unknown"));
  EXPECT_EQ(Rows(), 1) << "it was written, and once";
}

TEST_F(PoolTroubleTest, ACommitThatNeverArrivedIsToTheCallerTheSame) {
  gate_.CutBefore(kCommit);
  const absl::Status lost = pool_.InTransaction(Soon(), Insert);
  EXPECT_EQ(lost.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(lost.message()), HasSubstr("unknown"));
  EXPECT_EQ(Rows(), 0);
}

TEST_F(PoolTroubleTest, AConnectionLostBeforeCommitLeavesNothing) {
  gate_.CutAfter("INSERT INTO t");
  const absl::Status lost = pool_.InTransaction(Soon(), Insert);
  EXPECT_EQ(lost.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Rows(), 0);
}

// Without anybody who asks: the kernel finds out by itself.
TEST_F(PoolTroubleTest, ADatabaseWhoseMachineIsGoneIsNoticedByTheKernel) {
  ASSERT_TRUE(pool_.Ping(Soon()).ok());
  gate_.Vanish();
  const absl::Time begin = absl::Now();
  EXPECT_EQ(pool_.Ping(Soon()).code(), absl::StatusCode::kUnavailable);
  EXPECT_LT(absl::Now() - begin, kLong / 2) << "five seconds, and what the kernel's timers add";
}

TEST_F(PoolTroubleTest, TheLocksOfAClientThatVanishedAreFreed) {
  const absl::Status vanished = pool_.InTransaction(Soon(), [&](Session& session) {
    EXPECT_TRUE(Insert(session).ok());
    EXPECT_TRUE(session.Execute("UPDATE t SET a = 2").ok());
    gate_.Vanish();
    const absl::Status other = direct_.InTransaction(
        Soon(), [](Session& another) { return another.Execute("UPDATE t SET a = 3").status(); });
    EXPECT_TRUE(other.ok()) << other;
    return absl::CancelledError("no use to wait for what will not come");
  });
  EXPECT_EQ(vanished.code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(Rows(), 0);
}

}  // namespace
}  // namespace boulevard::runtime::db
