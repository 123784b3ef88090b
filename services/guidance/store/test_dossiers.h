#ifndef BOULEVARD_SERVICES_GUIDANCE_STORE_TEST_DOSSIERS_H_
#define BOULEVARD_SERVICES_GUIDANCE_STORE_TEST_DOSSIERS_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "services/guidance/domain/caseloads.h"
#include "services/guidance/domain/mentors.h"
#include "services/guidance/domain/young_people.h"
#include "services/guidance/schema/migrations.h"
#include "services/guidance/store/mysql_store.h"
#include "services/runtime/db/migrator.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::guidance::store {

inline constexpr int kConnections = 8;

// A schema of its own, with two mentors.
class DossiersTest : public ::testing::Test {
 protected:
  DossiersTest() {
    EXPECT_TRUE(runtime::db::Migrate(pool_, schema::Migrations(), Deadline()).ok());
    for (const char* subject : {"own", "other"}) {
      mentors_.push_back(mentors.Create(As(subject), {.name = "A mentor", .subject = subject}).value());
    }
  }

  static absl::Time Deadline() { return absl::Now() + absl::Seconds(30); }
  static runtime::CallContext As(const std::string& subject, runtime::Role role = runtime::Role::kMentor) {
    runtime::CallContext context;
    context.deadline = Deadline();
    context.principal = {.subject = subject, .role = role};
    return context;
  }
  static domain::YoungPerson Draft(const std::string& bsn = "") {
    return {.given_name = "Example",
            .surname = "van Voorbeeld",
            .birth_date = domain::Day(2005, 3, 1),
            .resident_kind = domain::ResidentKind::kStudent,
            .languages = {"nl", "ti"},
            .email = "voorbeeld@example.nl",
            .bsn = bsn};
  }
  std::vector<domain::Uuid> Found(const domain::PersonSearch& search) {
    const auto page = people.Search(As("own"), search, {});
    EXPECT_TRUE(page.ok()) << page.status();
    std::vector<domain::Uuid> ids;
    for (const domain::YoungPerson& person : page->rows) ids.push_back(person.id);
    return ids;
  }
  int64_t Count(const std::string& sql) {
    int64_t count = 0;
    EXPECT_TRUE(
        pool_
            .Run(Deadline(),
                 [&](runtime::db::Session& session) {
                   return session.Query(sql, {}, [&](const auto& row) { count = row.Int(0); }).status();
                 })
            .ok());
    return count;
  }

  runtime::FakeClock clock_{absl::Now()};
  tests::TemporaryFolder folder_;
  const std::filesystem::path ring_ = folder_.path() / "master.keys";
  const absl::Status made_ = runtime::vault::KeyRing::Make(ring_, absl::Now());
  const std::unique_ptr<runtime::vault::Vault> vault_ = runtime::vault::Vault::Open(ring_).value();
  tests::TestDatabase database_;
  runtime::Registry metrics_;
  runtime::db::Pool pool_{*runtime::db::ConnectOptions::Parse(database_.url()), kConnections, metrics_};
  MysqlStore store_{pool_, *vault_};

  const domain::Mentors mentors{store_, clock_};
  const domain::YoungPeople people{store_, clock_};
  const domain::Caseloads caseloads{store_, clock_};
  std::vector<domain::Mentor> mentors_;
};

}  // namespace boulevard::guidance::store

#endif  // BOULEVARD_SERVICES_GUIDANCE_STORE_TEST_DOSSIERS_H_
