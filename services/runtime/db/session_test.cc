#include "services/runtime/db/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/time/clock.h"
#include "services/runtime/db/pool.h"
#include "tests/support/test_database.h"

namespace boulevard::runtime::db {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class SessionTest : public ::testing::Test {
 protected:
  static absl::Time Soon() { return absl::Now() + absl::Seconds(20); }

  absl::Status InSession(Pool::Work work) { return pool_.Run(Soon(), work); }
  absl::Status Execute(std::string_view sql, std::initializer_list<Param> params = {}) {
    return InSession([&](Session& session) { return session.Execute(sql, params).status(); });
  }

  tests::TestDatabase database_;
  Registry metrics_;
  Pool pool_{*ConnectOptions::Parse(database_.url()), 2, metrics_};
};

TEST_F(SessionTest, KeepsValuesOfEveryType) {
  ASSERT_TRUE(Execute("CREATE TABLE t (id BINARY(16) PRIMARY KEY, tiny TINYINT, small SMALLINT, number INT, "
                      "big BIGINT, wide INT UNSIGNED, fraction DOUBLE, single FLOAT, day DATE, "
                      "at DATETIME(6), name VARCHAR(50))")
                  .ok());
  const absl::Time at = absl::FromUnixMicros(1'769'904'000'123'456);
  const absl::CivilDay day(2028, 2, 29);
  const Uuid id = NewUuid(at);
  ASSERT_TRUE(Execute("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      {id, -128, -32768, -2147483647, int64_t{-9'000'000'000'000'000'000},
                       int64_t{4'294'967'295}, 0.1, 0.5, day, at, "Ðomanović 🏠"})
                  .ok());
  const absl::Status read = InSession([&](Session& session) {
    const auto rows = session.Query("SELECT * FROM t WHERE id = ?", {id}, [&](const Row& row) {
      EXPECT_EQ(row.Id(0), id);
      EXPECT_EQ(row.Int(1), -128);
      EXPECT_EQ(row.Int(2), -32768);
      EXPECT_EQ(row.Int(3), -2147483647);
      EXPECT_EQ(row.Int(4), -9'000'000'000'000'000'000);
      EXPECT_EQ(row.Int(5), 4'294'967'295);
      EXPECT_EQ(row.Double(6), 0.1);
      EXPECT_EQ(row.Double(7), 0.5);
      EXPECT_EQ(row.Day(8), day);
      EXPECT_EQ(row.Time(9), at);
      EXPECT_EQ(row.Text(10), "Ðomanović 🏠");
    });
    EXPECT_EQ(rows.value_or(-1), 1);
    return rows.status();
  });
  EXPECT_TRUE(read.ok()) << read;
}

TEST_F(SessionTest, ReadsNullAsNothing) {
  const absl::Status read = InSession([](Session& session) {
    return session
        .Query("SELECT ?, ?, CAST(NULL AS DATE), CAST(NULL AS DATETIME), CAST(NULL AS BINARY(16))",
               {nullptr, std::optional<std::string>()},
               [](const Row& row) {
                 EXPECT_TRUE(row.IsNull(0));
                 EXPECT_EQ(row.Int(0), 0);
                 EXPECT_EQ(row.Double(0), 0);
                 EXPECT_EQ(row.Text(1), "");
                 EXPECT_EQ(row.OptionalInt(0), std::nullopt);
                 EXPECT_EQ(row.OptionalDay(2), std::nullopt);
                 EXPECT_EQ(row.OptionalTime(3), std::nullopt);
                 EXPECT_EQ(row.OptionalId(4), std::nullopt);
                 EXPECT_TRUE(row.Id(4).IsNil());
               })
        .status();
  });
  EXPECT_TRUE(read.ok()) << read;
}

TEST_F(SessionTest, ReadsLongTextWhole) {
  ASSERT_TRUE(Execute("CREATE TABLE t (number INT PRIMARY KEY, body LONGTEXT)").ok());
  const std::string longest(3'000'000, 'x');
  const std::string longer(70'000, 'y');
  const std::string shorter(300, 'z');
  ASSERT_TRUE(
      Execute("INSERT INTO t VALUES (1, ?), (2, ?), (3, ?), (4, '')", {longest, longer, shorter}).ok());
  std::vector<std::string> read;
  const absl::Status status = InSession([&](Session& session) {
    return session
        .Query("SELECT body FROM t ORDER BY number", {},
               [&](const Row& row) { read.push_back(row.String(0)); })
        .status();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_TRUE((read == std::vector<std::string>{longest, longer, shorter, ""}));
}

TEST_F(SessionTest, FindsEveryUuidThroughItsIndex) {
  ASSERT_TRUE(Execute("CREATE TABLE t (id BINARY(16) PRIMARY KEY)").ok());
  const absl::Status status = InSession([](Session& session) {
    for (uint64_t i = 0; i < 200; ++i) {
      // Bytes that are no UTF-8, and ends that padding or trimming would lose.
      const Uuid id =
          DeterministicUuid(absl::FromUnixMillis(0x20'00'00), i * 0x0101'0101, 0xff00'2000 + (i << 56));
      if (auto done = session.Execute("INSERT INTO t VALUES (?)", {id}); !done.ok()) return done.status();
      auto found = session.Query("SELECT id FROM t WHERE id = ?", {id},
                                 [&](const Row& row) { EXPECT_EQ(row.Id(0), id); });
      EXPECT_EQ(found.value_or(0), 1) << id.ToString();
    }
    return session
        .Query("EXPLAIN SELECT id FROM t WHERE id = ?", {NewUuid(absl::Now())},
               [](const Row& row) { EXPECT_THAT(row.String(3), Not(HasSubstr("ALL"))); })
        .status();
  });
  EXPECT_TRUE(status.ok()) << status;
}

TEST_F(SessionTest, ReadsSumsAndCountsAsNumbers) {
  const absl::Status status = InSession([](Session& session) {
    return session
        .Query("SELECT SUM(a), COUNT(*), AVG(a), MAX(a) > ? FROM (SELECT -5 AS a UNION SELECT 12) AS t", {3},
               [](const Row& row) {
                 EXPECT_EQ(row.Int(0), 7);
                 EXPECT_EQ(row.Int(1), 2);
                 EXPECT_EQ(row.Double(2), 3.5);
                 EXPECT_TRUE(row.Bool(3));
               })
        .status();
  });
  EXPECT_TRUE(status.ok()) << status;
}

TEST_F(SessionTest, RefusesDatesThatNoColumnHolds) {
  EXPECT_EQ(Execute("SELECT ?", {absl::InfiniteFuture()}).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Execute("SELECT ?", {absl::CivilDay(10000, 1, 1)}).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(Execute("SELECT ?", {absl::CivilDay(9999, 12, 31)}).ok());
}

TEST_F(SessionTest, CountsRowsFoundByUpdate) {
  ASSERT_TRUE(Execute("CREATE TABLE t (id INT PRIMARY KEY, a INT)").ok());
  ASSERT_TRUE(Execute("INSERT INTO t VALUES (1, 5), (2, 5)").ok());
  const absl::Status status = InSession([](Session& session) {
    EXPECT_EQ(session.Execute("UPDATE t SET a = ?", {5}).value_or(-1), 2);
    EXPECT_EQ(session.Execute("UPDATE t SET a = 6 WHERE id = ?", {9}).value_or(-1), 0);
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
}

TEST_F(SessionTest, MapsErrorsAndNamesOnlyTheirNumber) {
  ASSERT_TRUE(Execute("CREATE TABLE p (id INT PRIMARY KEY, mail VARCHAR(9) UNIQUE)").ok());
  ASSERT_TRUE(Execute("CREATE TABLE c (p INT, FOREIGN KEY (p) REFERENCES p (id))").ok());
  ASSERT_TRUE(Execute("INSERT INTO p VALUES (1, 'a@b.nl')").ok());
  ASSERT_TRUE(Execute("INSERT INTO c VALUES (1)").ok());
  EXPECT_EQ(Execute("INSERT INTO p VALUES (2, ?)", {"a@b.nl"}),
            absl::AlreadyExistsError("database error 1062"));
  EXPECT_EQ(Execute("INSERT INTO c VALUES (?)", {7}), absl::FailedPreconditionError("database error 1452"));
  EXPECT_EQ(Execute("DELETE FROM p"), absl::FailedPreconditionError("database error 1451"));
  EXPECT_EQ(Execute("INSERT INTO p VALUES (3, ?)", {"too.long@b.nl"}),
            absl::InternalError("database error 1406"));
  EXPECT_EQ(Execute("SELEKT 1"), absl::InternalError("database error 1064"));
  EXPECT_EQ(Execute("SELECT ?").code(), absl::StatusCode::kInternal);
}

TEST_F(SessionTest, QueriesWhileReading) {
  const absl::Status status = InSession([](Session& session) {
    int inner = 0;
    auto outer = session.Query("SELECT 1 UNION ALL SELECT 2", {}, [&](const Row& row) {
      inner += static_cast<int>(session.Query("SELECT ?", {row.Int(0)}, [](const Row&) {}).value_or(0));
      auto same = session.Query("SELECT 1 UNION ALL SELECT 2", {}, [](const Row&) {});
      EXPECT_EQ(same.status().code(), absl::StatusCode::kInternal);
    });
    EXPECT_EQ(outer.value_or(0), 2);
    EXPECT_EQ(inner, 2);
    return outer.status();
  });
  EXPECT_TRUE(status.ok()) << status;
}

TEST_F(SessionTest, FollowsAChangedTable) {
  ASSERT_TRUE(Execute("CREATE TABLE t (a INT)").ok());
  ASSERT_TRUE(Execute("INSERT INTO t VALUES (41)").ok());
  const absl::Status status = InSession([](Session& session) {
    std::vector<std::string> seen;
    const auto select = [&] {
      return session
          .Query("SELECT a FROM t", {},
                 [&](const Row& row) { seen.push_back(row.Int(0) ? std::to_string(row.Int(0)) : "none"); })
          .status();
    };
    absl::Status read = select();
    read.Update(session.Execute("ALTER TABLE t MODIFY a VARCHAR(20)").status());
    read.Update(select());
    read.Update(session.Execute("ALTER TABLE t MODIFY a DOUBLE").status());
    read.Update(select());
    EXPECT_THAT(seen, ElementsAre("41", "41", "41"));
    return read;
  });
  EXPECT_TRUE(status.ok()) << status;
}

TEST_F(SessionTest, RunsAsEveryServiceExpects) {
  const absl::Status status = InSession([](Session& session) {
    return session
        .Query("SELECT @@tx_isolation, @@time_zone, @@sql_mode, @@character_set_client, @@autocommit", {},
               [](const Row& row) {
                 EXPECT_EQ(row.Text(0), "READ-COMMITTED");
                 EXPECT_EQ(row.Text(1), "+00:00");
                 EXPECT_THAT(row.String(2), HasSubstr("STRICT_ALL_TABLES"));
                 EXPECT_EQ(row.Text(3), "utf8mb4");
                 EXPECT_TRUE(row.Bool(4));
               })
        .status();
  });
  EXPECT_TRUE(status.ok()) << status;
}

TEST_F(SessionTest, StopsStatementsOnBothSides) {
  const auto sleep = [](Session& session) { return session.Execute("DO SLEEP(30)").status(); };
  const absl::Time begin = absl::Now();
  EXPECT_EQ(pool_.Run(begin + absl::Milliseconds(200), sleep).code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_LT(absl::Now() - begin, absl::Seconds(5));
  EXPECT_EQ(pool_.Run(begin, sleep).code(), absl::StatusCode::kDeadlineExceeded);

  const absl::Status by_server = InSession([](Session& session) {
    EXPECT_TRUE(session.Execute("SET max_statement_time = 0.1").ok());
    return session
        .Query("SELECT COUNT(*) FROM seq_1_to_100000 AS a, seq_1_to_100000 AS b", {}, [](const Row&) {})
        .status();
  });
  EXPECT_EQ(by_server, absl::DeadlineExceededError("database error 1969"));
}

TEST_F(SessionTest, TellsTheServerHowLongIsLeft) {
  const auto limit_with = [&](absl::Duration left) {
    double limit = -1;
    const absl::Status status = pool_.Run(absl::Now() + left, [&](Session& session) {
      return session.Query("SELECT @@max_statement_time", {}, [&](const Row& row) { limit = row.Double(0); })
          .status();
    });
    EXPECT_TRUE(status.ok()) << status;
    return limit;
  };
  EXPECT_EQ(limit_with(absl::Seconds(8)), 10);
  EXPECT_EQ(limit_with(absl::Seconds(4)), 10);  // not worth a round trip
  EXPECT_EQ(limit_with(absl::Milliseconds(990)), 1);
  EXPECT_EQ(limit_with(absl::Seconds(4)), 5);
  EXPECT_EQ(limit_with(absl::Minutes(1)), 60);
  EXPECT_EQ(limit_with(absl::InfiniteDuration()), 0);
}

}  // namespace
}  // namespace boulevard::runtime::db
