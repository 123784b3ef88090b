#include "services/runtime/db/error_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "services/runtime/log/log.h"
#include "tests/support/temporary_folder.h"

namespace boulevard::runtime::db {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ErrorMapTest, GivesTheCodeThatTheCallerActsOn) {
  const std::pair<unsigned, absl::StatusCode> cases[] = {
      {1062, absl::StatusCode::kAlreadyExists},
      {1451, absl::StatusCode::kFailedPrecondition},
      {1452, absl::StatusCode::kFailedPrecondition},
      {1213, absl::StatusCode::kAborted},
      {1205, absl::StatusCode::kAborted},
      {1969, absl::StatusCode::kDeadlineExceeded},
      {2002, absl::StatusCode::kUnavailable},
      {2006, absl::StatusCode::kUnavailable},
      {2013, absl::StatusCode::kUnavailable},
      {2055, absl::StatusCode::kUnavailable},
      {1927, absl::StatusCode::kUnavailable},
      {1040, absl::StatusCode::kUnavailable},
      {3, absl::StatusCode::kUnavailable},
      {1021, absl::StatusCode::kUnavailable},
      {1114, absl::StatusCode::kUnavailable},
      {1290, absl::StatusCode::kUnavailable},
      {1146, absl::StatusCode::kInternal},
      {2027, absl::StatusCode::kInternal},
  };
  for (const auto& [number, code] : cases) {
    EXPECT_EQ(StatusOf({.number = number, .sqlstate = "HY000", .text = "secret"}, "SELECT 1"),
              absl::Status(code, "database error " + std::to_string(number)));
  }
}

TEST(ErrorMapTest, KnowsWhatTheConnectionDoesNotSurvive) {
  for (const unsigned number : {2006u, 2013u, 2055u, 2014u, 2027u, 1927u, 1053u, 1153u, 5014u}) {
    EXPECT_TRUE(LosesConnection(number)) << number;
  }
  for (const unsigned number : {1062u, 1205u, 1213u, 1969u, 1064u})
    EXPECT_FALSE(LosesConnection(number)) << number;
  EXPECT_EQ(ContentionOf(1213), Contention::kDeadlock);
  EXPECT_EQ(ContentionOf(1205), Contention::kLockWait);
  EXPECT_EQ(ContentionOf(1062), Contention::kNone);
}

TEST(ErrorMapTest, LogsTheStatementButNoValue) {
  const tests::TemporaryFolder folder;
  const std::string path = folder.path() / "log";
  log::Start("test", path);
  StatusOf({1406, "22001", "Data too long: 'jan@example.nl'"}, "INSERT INTO t VALUES (?)").IgnoreError();
  StatusOf({1366, "HY000", "Incorrect value: 'jan@example.nl'"}, "SELECT 2").IgnoreError();
  StatusOf({1062, "23000", "Duplicate entry 'jan@example.nl'"}, "SELECT 3").IgnoreError();
  StatusOf({1146, "42S02", "Table 'x.place' doesn't exist"}, "SELECT 4").IgnoreError();
  log::Flush();
  std::ifstream file(path);
  const std::string lines{std::istreambuf_iterator<char>(file), {}};
  EXPECT_THAT(lines, HasSubstr("INSERT INTO t VALUES (?)"));
  EXPECT_THAT(lines, HasSubstr("Table 'x.place' doesn't exist"));
  EXPECT_THAT(lines, Not(HasSubstr("jan@example.nl")));
  EXPECT_THAT(lines, Not(HasSubstr("SELECT 3")));
}

}  // namespace
}  // namespace boulevard::runtime::db
