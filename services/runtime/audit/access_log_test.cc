#include "services/runtime/audit/access_log.h"

#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "services/runtime/audit/schema/migrations.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::runtime::audit {
namespace {

absl::Time Soon() {
  return absl::Now() + absl::Seconds(30);
}

TEST(AccessLogSmokeTest, WhatIsAddedIsListed) {
  const tests::TestDatabase database;
  Registry metrics;
  db::Pool pool(*db::ConnectOptions::Parse(database.url()), 2, metrics);
  ASSERT_TRUE(db::Migrate(pool, schema::Migrations(), Soon()).ok());
  const tests::TemporaryFolder folder;
  ASSERT_TRUE(vault::KeyRing::Make(folder.path() / "keys", absl::Now()).ok());
  const auto vault = vault::Vault::Open(folder.path() / "keys").value();
  Entry entry{
      .event = "GetYoungPerson", .subject = "anna", .person = NewUuid(absl::Now()), .reason = "alarm"};
  const absl::Status done = pool.InTransaction(Soon(), [&](db::Session& session) -> absl::Status {
    if (absl::Status added = Append(session, *vault, std::span(&entry, 1)); !added.ok()) return added;
    absl::StatusOr<std::vector<LoggedEntry>> listed = List(session, *vault, {.person = entry.person}, 10);
    if (!listed.ok()) return listed.status();
    EXPECT_EQ(listed->size(), 1u);
    EXPECT_EQ(listed->at(0).entry.reason, "alarm");
    return absl::OkStatus();
  });
  EXPECT_TRUE(done.ok()) << done;
}

}  // namespace
}  // namespace boulevard::runtime::audit
