#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "services/guidance/domain/caseloads.h"
#include "services/guidance/domain/mentors.h"
#include "services/guidance/domain/young_people.h"
#include "services/guidance/schema/migrations.h"
#include "services/guidance/store/dossier_tables.h"
#include "services/guidance/store/mysql_store.h"
#include "services/runtime/db/migrator.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::guidance::store {
namespace {

using domain::PersonSearch;
using domain::Uuid;
using domain::YoungPerson;
using runtime::vault::KeyRing;

constexpr int kEditors = 8;

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
  static YoungPerson Draft(const std::string& bsn = "") {
    return {.given_name = "Example",
            .surname = "van Voorbeeld",
            .birth_date = domain::Day(2005, 3, 1),
            .resident_kind = domain::ResidentKind::kStudent,
            .languages = {"nl", "ti"},
            .email = "voorbeeld@example.nl",
            .bsn = bsn};
  }
  std::vector<Uuid> Found(const PersonSearch& search) {
    const auto page = people.Search(As("own"), search, {});
    EXPECT_TRUE(page.ok()) << page.status();
    std::vector<Uuid> ids;
    for (const YoungPerson& person : page->rows) ids.push_back(person.id);
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

  tests::TemporaryFolder folder_;
  const std::filesystem::path ring_ = folder_.path() / "master.keys";
  const absl::Status made_ = KeyRing::Make(ring_, absl::Now());
  const std::unique_ptr<runtime::vault::Vault> vault_ = runtime::vault::Vault::Open(ring_).value();
  tests::TestDatabase database_;
  runtime::Registry metrics_;
  runtime::db::Pool pool_{*runtime::db::ConnectOptions::Parse(database_.url()), kEditors, metrics_};
  MysqlStore store_{pool_, *vault_};

 public:
  const domain::Mentors mentors{store_, runtime::Clock::System()};
  const domain::YoungPeople people{store_, runtime::Clock::System()};
  const domain::Caseloads caseloads{store_, runtime::Clock::System()};

 protected:
  std::vector<domain::Mentor> mentors_;
};

TEST_F(DossiersTest, WhatIsSealedIsOpenedAsItWas) {
  const YoungPerson made = people.Create(As("own"), Draft("999999011")).value();
  const YoungPerson read = people.Get(As("own"), made.id).value();
  EXPECT_EQ(read.given_name, "Example");
  EXPECT_EQ(read.surname, "van Voorbeeld");
  EXPECT_EQ(read.email, "voorbeeld@example.nl");
  EXPECT_EQ(read.phone, "");
  EXPECT_EQ(read.bsn, "999999011");
  EXPECT_THAT(read.languages, ::testing::ElementsAre("nl", "ti"));
  EXPECT_EQ(read.mentor_id, mentors_[0].id);
}

TEST_F(DossiersTest, ARegistrationIsToldToWhoFollows) {
  const YoungPerson made = people.Create(As("own"), Draft()).value();
  EXPECT_EQ(Count("SELECT COUNT(*) FROM outbox WHERE kind = 'young-person.registered' AND payload = ''"), 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM access_log WHERE event = 'CreateYoungPerson'"), 1);
}

TEST_F(DossiersTest, WhoCannotBeWrittenToTheLogIsNotSeen) {
  const YoungPerson made = people.Create(As("own"), Draft()).value();
  Count("SELECT 1 FROM access_log");
  ASSERT_TRUE(pool_
                  .Run(Deadline(),
                       [](runtime::db::Session& session) {
                         return session.Execute("RENAME TABLE access_log TO gone").status();
                       })
                  .ok());
  EXPECT_FALSE(people.Get(As("own"), made.id).ok());
  EXPECT_FALSE(people.Search(As("own"), {.surname = "Voorbeeld"}, {}).ok());
}

// Under a new master key people are found, and stay one person for each BSN, while some records are still
// under the old one and when all are resealed.
TEST_F(DossiersTest, SearchesOutliveANewMasterKey) {
  const Uuid before = people.Create(As("own"), Draft("999999011")).value().id;
  ASSERT_TRUE(KeyRing::Advance(ring_, absl::Now()).ok());
  const auto renewed = runtime::vault::Vault::Open(ring_).value();
  MysqlStore store(pool_, *renewed);
  const domain::YoungPeople after(store, runtime::Clock::System());
  EXPECT_EQ(after.Create(As("other"), Draft("999999011")).status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(after.Search(As("own"), {.bsn = "999999011"}, {})->rows.size(), 1u);
  const auto resealed = runtime::vault::ResealAll(pool_, *renewed, YoungPeopleTable(), Deadline());
  ASSERT_TRUE(resealed.ok()) << resealed.status();
  EXPECT_EQ(resealed->records, 1);
  EXPECT_EQ(after.Search(As("own"), {.surname = "voorbeeld"}, {})->rows.at(0).id, before);
  EXPECT_EQ(after.Get(As("own"), before)->bsn, "999999011");
}

// Each adds to what is there when it has the lock.
TEST_F(DossiersTest, NoChangeOfManyEditorsIsLost) {
  const Uuid id = people.Create(As("own"), Draft()).value().id;
  std::atomic<int> done = 0;
  std::vector<std::thread> editors;
  for (int i = 0; i < kEditors; ++i) {
    editors.emplace_back([&] {
      const auto changed = people.Update(As("own"), id, [](YoungPerson& person) {
        person.phone += "1";
        return absl::OkStatus();
      });
      if (changed.ok()) ++done;
    });
  }
  for (std::thread& editor : editors) editor.join();
  EXPECT_EQ(people.Get(As("own"), id)->phone.size(), static_cast<size_t>(done));
  EXPECT_GT(done, 0);
}

// Of those who hand over the same young person at once one does, and there is one mentor in the end.
TEST_F(DossiersTest, AHandoverHappensOnce) {
  const Uuid id = people.Create(As("own"), Draft()).value().id;
  std::atomic<int> done = 0;
  std::vector<std::thread> coordinators;
  for (int i = 0; i < kEditors; ++i) {
    coordinators.emplace_back([&] {
      const auto handed =
          caseloads.HandOver(As("a", runtime::Role::kCoordinator), id, mentors_[0].id, mentors_[1].id);
      if (handed.ok()) ++done;
    });
  }
  for (std::thread& coordinator : coordinators) coordinator.join();
  EXPECT_EQ(done, 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM assignments WHERE ends_on IS NULL"), 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM assignments"), 2);
}

TEST_F(DossiersTest, NobodyHasABsnOfAnother) {
  ASSERT_TRUE(people.Create(As("own"), Draft("999999011")).ok());
  const YoungPerson second = people.Create(As("own"), Draft("111222333")).value();
  const auto taken = people.Update(As("own"), second.id, [](YoungPerson& person) {
    person.bsn = "999999011";
    return absl::OkStatus();
  });
  EXPECT_EQ(taken.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(Found({.bsn = "111222333"}), std::vector<Uuid>{second.id});
}

}  // namespace
}  // namespace boulevard::guidance::store
