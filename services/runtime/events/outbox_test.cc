#include "services/runtime/events/outbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "services/runtime/events/consumer.h"
#include "services/runtime/events/event.h"
#include "services/runtime/status/macros.h"
#include "tests/support/test_database.h"

namespace boulevard::runtime::events {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

absl::Time Soon() {
  return absl::Now() + absl::Seconds(30);
}

// As the migration of a service makes them.
constexpr const char* kTables[] = {
    "CREATE TABLE outbox (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, sequence BIGINT NULL, kind "
    "VARCHAR(60) "
    "NOT NULL, subject BINARY(16) NOT NULL, payload MEDIUMBLOB NOT NULL, written_at DATETIME(6) NOT NULL, "
    "UNIQUE KEY by_sequence (sequence), KEY by_age (written_at, sequence))",
    "CREATE TABLE outbox_head (id TINYINT NOT NULL PRIMARY KEY, sequence BIGINT NOT NULL)",
    "CREATE TABLE outbox_cursors (consumer VARCHAR(60) NOT NULL PRIMARY KEY, sequence BIGINT NOT NULL)",
    "INSERT INTO outbox_head VALUES (1, 0)",
    "CREATE TABLE things (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20))",
};

struct Replica {
  explicit Replica(const std::string& url)
      : pool(*db::ConnectOptions::Parse(url), 8, metrics), outbox(pool, metrics) {}
  Registry metrics;
  db::Pool pool;
  Outbox outbox;
};

class OutboxTest : public ::testing::Test {
 protected:
  OutboxTest() {
    for (const char* sql : kTables) {
      const absl::Status made =
          first_.pool.Run(Soon(), [&](db::Session& session) { return session.Execute(sql).status(); });
      EXPECT_TRUE(made.ok()) << made;
    }
  }

  absl::Status WriteOne(Replica& replica, const std::string& kind, const std::string& payload = "") {
    return replica.pool.InTransaction(
        Soon(), [&](db::Session& session) { return Write(session, kind, Uuid(), payload); });
  }
  absl::StatusOr<std::vector<Event>> Read(int64_t after, int limit = 100'000) {
    absl::StatusOr<std::vector<Event>> events = absl::UnknownError("not read");
    first_.pool
        .Run(Soon(),
             [&](db::Session& session) {
               events = EventsAfter(session, after, limit);
               return absl::OkStatus();
             })
        .IgnoreError();
    return events;
  }
  std::vector<std::string> Kinds(int64_t after) {
    std::vector<std::string> kinds;
    const std::vector<Event> events = Read(after).value();
    for (const Event& event : events) kinds.push_back(event.kind);
    return kinds;
  }

  const tests::TestDatabase database_;
  Replica first_{database_.url()};
  Replica second_{database_.url()};
};

TEST_F(OutboxTest, AnEventIsReadOnceItHasItsNumber) {
  ASSERT_TRUE(WriteOne(first_, "thing.made", "{}").ok());
  EXPECT_THAT(Kinds(0), IsEmpty());
  EXPECT_EQ(first_.outbox.Number(Soon()).value(), 1);
  const std::vector<Event> events = Read(0).value();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].sequence, 1);
  EXPECT_EQ(events[0].kind, "thing.made");
  EXPECT_EQ(events[0].payload, "{}");
  EXPECT_LT(absl::AbsDuration(absl::Now() - events[0].written_at), absl::Minutes(1));
  EXPECT_THAT(Kinds(1), IsEmpty());
}

TEST_F(OutboxTest, WhatIsRolledBackNeverHappened) {
  const absl::Status refused = first_.pool.InTransaction(Soon(), [&](db::Session& session) -> absl::Status {
    RETURN_IF_ERROR(Write(session, "thing.made", Uuid()));
    return absl::AbortedError("no");
  });
  EXPECT_FALSE(refused.ok());
  ASSERT_TRUE(WriteOne(first_, "thing.kept").ok());
  EXPECT_EQ(first_.outbox.Number(Soon()).value(), 1);
  EXPECT_THAT(Kinds(0), ElementsAre("thing.kept"));
  EXPECT_EQ(Read(0).value()[0].sequence, 1) << "a gap would look like a loss";
}

// What commits late has the higher number, though it was written first: nobody reads past it.
TEST_F(OutboxTest, NumbersAreInTheOrderOfCommits) {
  absl::Notification written, commit;
  std::thread late([&] {
    const absl::Status done = second_.pool.InTransaction(Soon(), [&](db::Session& session) -> absl::Status {
      RETURN_IF_ERROR(Write(session, "late", Uuid()));
      if (!written.HasBeenNotified()) written.Notify();
      commit.WaitForNotification();
      return absl::OkStatus();
    });
    EXPECT_TRUE(done.ok()) << done;
  });
  written.WaitForNotification();
  ASSERT_TRUE(WriteOne(first_, "early").ok());
  EXPECT_EQ(first_.outbox.Number(Soon()).value(), 1);
  EXPECT_THAT(Kinds(0), ElementsAre("early"));
  commit.Notify();
  late.join();
  EXPECT_EQ(first_.outbox.Number(Soon()).value(), 1);
  EXPECT_THAT(Kinds(1), ElementsAre("late"));
}

TEST_F(OutboxTest, WhoNumbersHoldsUpNobodyWhoWrites) {
  absl::Notification locked, done;
  std::thread numbering([&] {
    const absl::Status held = second_.pool.InTransaction(Soon(), [&](db::Session& session) -> absl::Status {
      RETURN_IF_ERROR(
          session.Query("SELECT sequence FROM outbox_head WHERE id = 1 FOR UPDATE", {}, [](const db::Row&) {})
              .status());
      locked.Notify();
      done.WaitForNotification();
      return absl::OkStatus();
    });
    EXPECT_TRUE(held.ok()) << held;
  });
  locked.WaitForNotification();
  EXPECT_TRUE(WriteOne(first_, "thing.made").ok());
  EXPECT_EQ(first_.outbox.Number(Soon()).value(), 0) << "another replica is at it";
  done.Notify();
  numbering.join();
  EXPECT_EQ(first_.outbox.Number(Soon()).value(), 1);
}

TEST_F(OutboxTest, ForgettingIsToldToWhoComesTooLate) {
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(WriteOne(first_, absl::StrCat("thing.", i)).ok());
  ASSERT_EQ(first_.outbox.Number(Soon()).value(), 10);
  ASSERT_TRUE(first_.outbox.Forget(absl::Hours(1), 4, Soon()).ok());
  EXPECT_THAT(Kinds(6), ElementsAre("thing.6", "thing.7", "thing.8", "thing.9"));
  EXPECT_TRUE(absl::IsOutOfRange(Read(5).status()));
  ASSERT_TRUE(first_.outbox.Forget(absl::ZeroDuration(), 4, Soon()).ok());
  EXPECT_THAT(Kinds(10), IsEmpty());
  EXPECT_TRUE(absl::IsOutOfRange(Read(9).status()));
  EXPECT_TRUE(absl::IsOutOfRange(Read(11).status())) << "of another database, or from before a restore";
  ASSERT_TRUE(WriteOne(first_, "thing.next").ok());
  ASSERT_EQ(second_.outbox.Number(Soon()).value(), 1);
  EXPECT_EQ(Read(10).value()[0].sequence, 11) << "numbers are never used again";
}

TEST_F(OutboxTest, TheLagIsTheAgeOfTheOldestThatNobodyCanRead) {
  ASSERT_TRUE(WriteOne(first_, "thing.made").ok());
  ASSERT_TRUE(first_.pool
                  .Run(Soon(),
                       [](db::Session& session) {
                         return session.Execute("UPDATE outbox SET written_at = written_at - INTERVAL 1 HOUR")
                             .status();
                       })
                  .ok());
  first_.outbox.Number(Soon()).value();
  EXPECT_THAT(first_.metrics.Render(), HasSubstr("boulevard_outbox_lag_seconds 36"));
  first_.outbox.Number(Soon()).value();
  EXPECT_THAT(first_.metrics.Render(), HasSubstr("boulevard_outbox_lag_seconds 0\n"));
}

// Many writers whose transactions last, two replicas that number and a reader that follows all the time: it
// sees every event once, in order, and those of one writer in the order of that writer.
TEST_F(OutboxTest, AReaderMissesNothingAndSeesNothingTwice) {
  constexpr int kWriters = 6, kEach = 60;
  std::atomic<int> writing = kWriters;
  std::vector<std::thread> threads;
  for (int writer = 0; writer < kWriters; ++writer) {
    threads.emplace_back([&, writer] {
      std::minstd_rand dice(static_cast<unsigned>(writer) + 1);
      Replica& replica = writer % 2 == 0 ? first_ : second_;
      for (int i = 0; i < kEach; ++i) {
        const bool kept = dice() % 5 != 0;
        const absl::Status done =
            replica.pool.InTransaction(Soon(), [&](db::Session& session) -> absl::Status {
              RETURN_IF_ERROR(Write(session, absl::StrCat(writer), Uuid(), absl::StrCat(i)));
              // Round trips, so that commits come in another order than writes.
              for (unsigned j = dice() % 8; j > 0; --j) {
                RETURN_IF_ERROR(session.Execute("INSERT INTO things (name) VALUES ('x')").status());
              }
              return kept ? absl::OkStatus() : absl::CancelledError("rolled back");
            });
        EXPECT_EQ(done.ok(), kept) << done;
      }
      --writing;
    });
  }
  for (Replica* replica : {&first_, &second_}) {
    threads.emplace_back([&, replica] {
      while (writing > 0) EXPECT_TRUE(replica->outbox.Number(Soon()).ok());
    });
  }
  std::vector<Event> seen;
  const auto read_on = [&] {
    const int64_t at = seen.empty() ? 0 : seen.back().sequence;
    const std::vector<Event> next = Read(at, 7).value();
    seen.insert(seen.end(), next.begin(), next.end());
    return seen.empty() ? 0 : seen.back().sequence;
  };
  while (writing > 0) read_on();
  for (std::thread& thread : threads) thread.join();
  while (first_.outbox.Number(Soon()).value() > 0) {
  }
  for (int64_t at = -1; at != read_on();) at = seen.empty() ? 0 : seen.back().sequence;

  std::map<std::string, int> last;
  for (size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i].sequence, static_cast<int64_t>(i) + 1);
    const int number = std::stoi(seen[i].payload);
    const auto [of_writer, is_first] = last.try_emplace(seen[i].kind, -1);
    EXPECT_LT(of_writer->second, number) << "of writer " << seen[i].kind;
    of_writer->second = number;
  }
  EXPECT_EQ(seen.size(), Read(0).value().size());
  EXPECT_GT(seen.size(), kWriters * kEach / 2u);
}

class ConsumerTest : public OutboxTest {
 protected:
  absl::StatusOr<int> Advance(Consumer& consumer, int limit = 100) {
    return consumer.Advance(limit, Soon(), [&](db::Session&, std::span<const Event> events) -> absl::Status {
      for (const Event& event : events) {
        if (event.kind == refused_) return absl::AbortedError("refused");
        done_.push_back(event.kind);
      }
      return absl::OkStatus();
    });
  }
  void Happen(const std::string& kind) {
    ASSERT_TRUE(WriteOne(first_, kind).ok());
    ASSERT_EQ(first_.outbox.Number(Soon()).value(), 1);
  }

  std::vector<std::string> done_;
  std::string refused_;
};

TEST_F(ConsumerTest, BeginsWithWhatHappensAfterItsFirstCallAndGoesOn) {
  Happen("before");
  Consumer consumer(first_.pool, "tests"), replica(second_.pool, "tests");
  EXPECT_EQ(Advance(consumer).value(), 0);
  Happen("one");
  Happen("two");
  EXPECT_EQ(Advance(consumer, 1).value(), 1);
  EXPECT_EQ(Advance(replica).value(), 1);
  EXPECT_EQ(Advance(consumer).value(), 0);
  EXPECT_THAT(done_, ElementsAre("one", "two"));
}

TEST_F(ConsumerTest, WhatFailsIsDoneAgain) {
  Consumer consumer(first_.pool, "tests");
  EXPECT_EQ(Advance(consumer).value(), 0);
  Happen("one");
  refused_ = "one";
  EXPECT_FALSE(Advance(consumer).ok());
  refused_.clear();
  done_.clear();
  EXPECT_EQ(Advance(consumer).value(), 1);
  EXPECT_THAT(done_, ElementsAre("one"));
}

TEST_F(ConsumerTest, GoesOnWithTheOldestWhenItWasAwayTooLong) {
  Consumer consumer(first_.pool, "tests");
  EXPECT_EQ(Advance(consumer).value(), 0);
  for (const char* kind : {"one", "two", "three"}) Happen(kind);
  ASSERT_TRUE(first_.outbox.Forget(absl::Hours(1), 1, Soon()).ok());
  EXPECT_EQ(Advance(consumer).value(), 1);
  EXPECT_THAT(done_, ElementsAre("three"));
}

}  // namespace
}  // namespace boulevard::runtime::events
