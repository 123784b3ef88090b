#ifndef BOULEVARD_SERVICES_RUNTIME_AUDIT_TEST_LOG_H_
#define BOULEVARD_SERVICES_RUNTIME_AUDIT_TEST_LOG_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/audit/access_log.h"
#include "services/runtime/audit/chain.h"
#include "services/runtime/audit/schema/migrations.h"
#include "services/runtime/audit/verification.h"
#include "services/runtime/status/macros.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::runtime::audit {

inline absl::Time Soon() {
  return absl::Now() + absl::Seconds(30);
}

struct LogReplica {
  explicit LogReplica(const std::string& url)
      : pool(*db::ConnectOptions::Parse(url), 8, metrics), chain(pool, clock, metrics) {}
  FakeClock clock{absl::FromUnixSeconds(1'800'000'000)};
  Registry metrics;
  db::Pool pool;
  Chain chain;
};

// An access log in a schema of its own, and a vault.
class AccessLogTest : public ::testing::Test {
 protected:
  AccessLogTest() {
    EXPECT_TRUE(db::Migrate(first_.pool, schema::Migrations(), Soon()).ok());
    EXPECT_TRUE(vault::KeyRing::Make(ring_, absl::Now()).ok());
    vault_ = vault::Vault::Open(ring_).value();
  }

  static Entry SomeEntry(std::string event = "GetYoungPerson") {
    return {.event = std::move(event),
            .action = Action::kRead,
            .subject = "m-17",
            .role = Role::kMentor,
            .purpose = "guidance",
            .person = NewUuid(absl::Now()),
            .resource = "young-person",
            .resource_id = NewUuid(absl::Now()),
            .result = Result::kDone,
            .trace_id = "0af7651916cd43dd8448eb211c80319c",
            .reason = ""};
  }
  absl::Status Add(const Entry& entry) {
    return first_.pool.InTransaction(
        Soon(), [&](db::Session& session) { return Append(session, *vault_, std::span(&entry, 1)); });
  }
  void AddChained(int count) {
    for (int i = 0; i < count; ++i) ASSERT_TRUE(Add(SomeEntry(absl::StrCat("Event", i))).ok());
    ASSERT_EQ(first_.chain.Extend(Soon()).value(), count);
  }
  std::vector<LoggedEntry> Listed(const Filter& filter, int limit = 100) {
    std::vector<LoggedEntry> entries;
    const absl::Status read = first_.pool.Run(Soon(), [&](db::Session& session) -> absl::Status {
      ASSIGN_OR_RETURN(entries, List(session, *vault_, filter, limit));
      return absl::OkStatus();
    });
    EXPECT_TRUE(read.ok()) << read;
    return entries;
  }
  void Sql(const std::string& statement) {
    const absl::Status done =
        first_.pool.Run(Soon(), [&](db::Session& session) { return session.Execute(statement).status(); });
    EXPECT_TRUE(done.ok()) << statement << ": " << done;
  }
  Verification Verified(const std::optional<Anchor>& noted = std::nullopt) {
    return Verify(first_.pool, noted, Soon()).value();
  }

  const tests::TestDatabase database_;
  const tests::TemporaryFolder folder_;
  const std::filesystem::path ring_ = folder_.path() / "master.keys";
  std::unique_ptr<vault::Vault> vault_;
  LogReplica first_{database_.url()};
  LogReplica second_{database_.url()};
};

}  // namespace boulevard::runtime::audit

#endif  // BOULEVARD_SERVICES_RUNTIME_AUDIT_TEST_LOG_H_
