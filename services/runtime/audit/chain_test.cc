#include "services/runtime/audit/chain.h"

#include <gmock/gmock.h>

#include <atomic>
#include <random>
#include <thread>

#include "absl/strings/escaping.h"
#include "absl/synchronization/notification.h"
#include "services/runtime/audit/link.h"
#include "services/runtime/audit/test_log.h"
#include "services/runtime/status/macros.h"

namespace boulevard::runtime::audit {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

using ChainTest = AccessLogTest;

TEST_F(ChainTest, NumbersRowsWithoutGapsAndOnlyOnce) {
  AddChained(3);
  EXPECT_EQ(first_.chain.Extend(Soon()).value(), 0);
  AddChained(2);
  std::vector<int64_t> numbers;
  for (const LoggedEntry& each : Listed({})) numbers.push_back(each.number.value());
  EXPECT_THAT(numbers, ::testing::ElementsAre(5, 4, 3, 2, 1));
  const Verification verified = Verified();
  EXPECT_THAT(verified.faults, IsEmpty());
  EXPECT_EQ(verified.rows, 5);
  EXPECT_EQ(verified.head.number, 5);
}

// What another implementation of the format would compute, so that a log of today can be verified for years.
TEST(LinkHashTest, IsWhatTheFormatSays) {
  EXPECT_EQ(absl::BytesToHexString(LinkHash(std::string(32, '\0'), 1, "content")),
            "2440a8105bb13779fe7ff1312b27df1f037d482f2493d0529737e7197d666bd3");
}

TEST_F(ChainTest, WhoChainsHoldsUpNobodyWhoAppends) {
  absl::Notification locked, done;
  std::thread chaining([&] {
    const absl::Status held = second_.pool.InTransaction(Soon(), [&](db::Session& session) -> absl::Status {
      RETURN_IF_ERROR(
          session
              .Query("SELECT number FROM access_log_head WHERE id = 1 FOR UPDATE", {}, [](const db::Row&) {})
              .status());
      locked.Notify();
      done.WaitForNotification();
      return absl::OkStatus();
    });
    EXPECT_TRUE(held.ok()) << held;
  });
  locked.WaitForNotification();
  EXPECT_TRUE(Add(SomeEntry()).ok());
  EXPECT_EQ(first_.chain.Extend(Soon()).value(), 0) << "another replica is at it";
  done.Notify();
  chaining.join();
  EXPECT_EQ(first_.chain.Extend(Soon()).value(), 1);
}

// A replica is killed between append and chain: what it appended is chained by the next one.
TEST_F(ChainTest, WhatAKilledReplicaAppendedIsChainedByAnother) {
  {
    LogReplica killed(database_.url());
    const Entry entry = SomeEntry();
    ASSERT_TRUE(
        killed.pool
            .InTransaction(
                Soon(), [&](db::Session& session) { return Append(session, *vault_, std::span(&entry, 1)); })
            .ok());
  }
  EXPECT_EQ(Verified().waiting, 1);
  EXPECT_EQ(second_.chain.Extend(Soon()).value(), 1);
  EXPECT_EQ(Verified().waiting, 0);
  EXPECT_THAT(Verified().faults, IsEmpty());
}

// ... and in the midst of chaining: nothing of it happened.
TEST_F(ChainTest, AConnectionKilledWhileItChainsLeavesNothingHalf) {
  AddChained(2);
  ASSERT_TRUE(Add(SomeEntry()).ok());
  const absl::Status killed = second_.pool.InTransaction(Soon(), [&](db::Session& session) -> absl::Status {
    RETURN_IF_ERROR(session.Execute("UPDATE access_log_head SET number = 3 WHERE id = 1").status());
    RETURN_IF_ERROR(session.Execute("UPDATE access_log SET number = 3 WHERE id = 3").status());
    int64_t connection = 0;
    RETURN_IF_ERROR(
        session.Query("SELECT CONNECTION_ID()", {}, [&](const db::Row& row) { connection = row.Int(0); })
            .status());
    Sql(absl::StrCat("KILL ", connection));
    return session.Execute("UPDATE access_log SET hash = REPEAT('x', 32) WHERE id = 3").status();
  });
  EXPECT_FALSE(killed.ok());
  EXPECT_EQ(first_.chain.Extend(Soon()).value(), 1);
  EXPECT_THAT(Verified().faults, IsEmpty());
  EXPECT_EQ(Verified().rows, 3);
}

TEST_F(ChainTest, ManyAppendersAndTwoReplicasMakeOneChain) {
  constexpr int kWriters = 6, kEach = 40;
  std::atomic<int> writing = kWriters;
  std::atomic<int> kept = 0;
  std::vector<std::thread> threads;
  threads.reserve(kWriters + 2);
  for (int writer = 0; writer < kWriters; ++writer) {
    threads.emplace_back([&, writer] {
      std::minstd_rand dice(static_cast<unsigned>(writer) + 1);
      LogReplica& replica = writer % 2 == 0 ? first_ : second_;
      for (int i = 0; i < kEach; ++i) {
        const bool commits = dice() % 5 != 0;
        const std::vector<Entry> entries(1 + dice() % 3, SomeEntry(absl::StrCat(writer)));
        const absl::Status done =
            replica.pool.InTransaction(Soon(), [&](db::Session& session) -> absl::Status {
              RETURN_IF_ERROR(Append(session, *vault_, entries));
              return commits ? absl::OkStatus() : absl::CancelledError("rolled back");
            });
        EXPECT_EQ(done.ok(), commits) << done;
        if (commits) kept += static_cast<int>(entries.size());
      }
      --writing;
    });
  }
  for (LogReplica* replica : {&first_, &second_}) {
    threads.emplace_back([&, replica] {
      while (writing > 0) EXPECT_TRUE(replica->chain.Extend(Soon()).ok());
    });
  }
  // Who verifies meanwhile finds no fault either.
  while (writing > 0) EXPECT_THAT(Verified().faults, IsEmpty());
  for (std::thread& thread : threads) thread.join();
  while (first_.chain.Extend(Soon()).value() > 0) {
  }
  const Verification verified = Verified();
  EXPECT_THAT(verified.faults, IsEmpty());
  EXPECT_EQ(verified.rows, kept.load());
  EXPECT_EQ(verified.head.number, kept.load());
  EXPECT_EQ(verified.waiting, 0);
}

TEST_F(ChainTest, OldRowsAreForgottenAndTheRestStaysWhole) {
  AddChained(10);
  const Anchor head = Verified().head;
  Sql("UPDATE access_log SET happened_at = happened_at - INTERVAL 2000 DAY WHERE number = 8");
  EXPECT_THAT(Verified().faults, ::testing::ElementsAre(HasSubstr("row 8")));
  Sql("UPDATE access_log SET happened_at = happened_at + INTERVAL 2000 DAY WHERE number = 8");
  ASSERT_TRUE(first_.chain.Forget(absl::Hours(1), Soon()).ok());
  EXPECT_EQ(Verified().rows, 10);

  ASSERT_TRUE(first_.chain.Forget(absl::ZeroDuration(), Soon()).ok());
  EXPECT_EQ(Verified().rows, 0);
  EXPECT_EQ(Verified().forgotten, 10);
  AddChained(2);
  EXPECT_THAT(Verified(head).faults, IsEmpty()) << "what was noted is the last that was forgotten";
  EXPECT_EQ(Verified().head.number, 12);
  ASSERT_TRUE(Add(SomeEntry()).ok());
  ASSERT_TRUE(first_.chain.Forget(absl::ZeroDuration(), Soon()).ok());
  EXPECT_EQ(Listed({}).size(), 1u) << "what is not chained stays";
}

TEST_F(ChainTest, TheHeadIsAMetricAndTheLagIsTheAgeOfTheOldest) {
  AddChained(4);
  EXPECT_THAT(first_.metrics.Render(), HasSubstr("boulevard_access_log_rows 4\n"));
  ASSERT_TRUE(Add(SomeEntry()).ok());
  Sql("UPDATE access_log SET happened_at = happened_at - INTERVAL 1 HOUR WHERE number IS NULL");
  ASSERT_TRUE(second_.chain.Extend(Soon()).ok());
  EXPECT_THAT(second_.metrics.Render(), HasSubstr("boulevard_access_log_lag_seconds 36"));
  ASSERT_TRUE(first_.chain.Extend(Soon()).ok());
  EXPECT_THAT(first_.metrics.Render(), HasSubstr("boulevard_access_log_rows 5\n")) << "chained by the other";
  EXPECT_THAT(first_.metrics.Render(), HasSubstr("boulevard_access_log_lag_seconds 0\n"));
}

}  // namespace
}  // namespace boulevard::runtime::audit
