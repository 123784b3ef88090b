#include "services/runtime/db/migrator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "services/runtime/db/migration_script.h"
#include "tests/support/test_database.h"

namespace boulevard::runtime::db {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Migration kStock = {"0001_stock.sql",
                              "-- Places; the first table.\n"
                              "CREATE TABLE place (\n"
                              "  id INT PRIMARY KEY -- its number\n"
                              ");\n"
                              "INSERT INTO place VALUES (1);\n"};
constexpr Migration kNames = {"0002_names.sql", "ALTER TABLE place ADD name VARCHAR(20) DEFAULT 'a;b';"};
constexpr Migration kBroken = {"0003_broken.sql",
                               "CREATE TABLE half (id INT);\n"
                               "ALTER TABLE nowhere ADD a INT;\n"};

absl::Time Soon() {
  return absl::Now() + absl::Seconds(30);
}

class MigratorTest : public ::testing::Test {
 protected:
  absl::Status MigrateTo(std::vector<Migration> migrations) { return Migrate(pool_, migrations, Soon()); }
  int64_t Places() {
    int64_t number = -1;
    pool_
        .Run(Soon(),
             [&](Session& session) {
               return session
                   .Query("SELECT COUNT(*) FROM place", {}, [&](const Row& row) { number = row.Int(0); })
                   .status();
             })
        .IgnoreError();
    return number;
  }
  void ExpectRefused(const absl::Status& status, const char* migration, const char* why) {
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(migration));
    EXPECT_THAT(std::string(status.message()), HasSubstr(why));
  }

  tests::TestDatabase database_;
  Registry metrics_;
  Pool pool_{*ConnectOptions::Parse(database_.url()), 8, metrics_};
};

TEST(MigrationScriptTest, SplitsAtSemicolonsThatEndALine) {
  EXPECT_THAT(StatementsOf(kStock.sql),
              ElementsAre("CREATE TABLE place (\n  id INT PRIMARY KEY -- its number\n)",
                          "INSERT INTO place VALUES (1)"));
  EXPECT_THAT(StatementsOf("SELECT ';' AS a;  \r\nSELECT 2"), ElementsAre("SELECT ';' AS a", "SELECT 2"));
  EXPECT_THAT(StatementsOf("-- nothing;\n\n"), IsEmpty());
}

TEST(MigrationScriptTest, ChecksumIsSha256) {
  EXPECT_EQ(ChecksumOf("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(MigratorTest, AppliesEachOnce) {
  EXPECT_EQ(MigrateTo({kStock}), absl::OkStatus());
  EXPECT_EQ(MigrateTo({kStock}), absl::OkStatus());
  EXPECT_EQ(MigrateTo({kStock, kNames}), absl::OkStatus());
  EXPECT_EQ(MigrateTo({kStock, kNames}), absl::OkStatus());
  EXPECT_EQ(Places(), 1);
}

TEST_F(MigratorTest, LetsAnOldProgramRunOnANewerSchema) {
  EXPECT_EQ(MigrateTo({kStock, kNames}), absl::OkStatus());
  EXPECT_EQ(MigrateTo({kStock}), absl::OkStatus());
  ExpectRefused(MigrateTo({kNames}), kStock.name.data(), "not in this program");
}

TEST_F(MigratorTest, RefusesChangedText) {
  EXPECT_EQ(MigrateTo({kStock}), absl::OkStatus());
  ExpectRefused(MigrateTo({{kStock.name, "CREATE TABLE place (id BIGINT);"}}), kStock.name.data(), "changed");
}

TEST_F(MigratorTest, RefusesToGoOnFromHalfAMigration) {
  const absl::Status failed = MigrateTo({kStock, kBroken});
  EXPECT_EQ(failed.code(), absl::StatusCode::kInternal);
  EXPECT_THAT(std::string(failed.message()), HasSubstr("0003_broken.sql, statement 2"));
  ExpectRefused(MigrateTo({kStock, kBroken}), kBroken.name.data(), "did not finish");
  EXPECT_EQ(Places(), 1);
}

TEST_F(MigratorTest, TakesTurnsWithOtherReplicas) {
  std::vector<absl::Status> statuses(8);
  std::vector<std::thread> replicas;
  replicas.reserve(statuses.size());
  for (absl::Status& status : statuses) {
    replicas.emplace_back([&] { status = MigrateTo({kStock, kNames}); });
  }
  for (std::thread& replica : replicas) replica.join();
  for (const absl::Status& status : statuses) EXPECT_EQ(status, absl::OkStatus());
  EXPECT_EQ(Places(), 1);
}

}  // namespace
}  // namespace boulevard::runtime::db
