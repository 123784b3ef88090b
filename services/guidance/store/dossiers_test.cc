#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "services/guidance/store/dossier_tables.h"
#include "services/guidance/store/test_dossiers.h"

namespace boulevard::guidance::store {
namespace {

using domain::PersonSearch;
using domain::Uuid;
using domain::YoungPerson;
using runtime::vault::KeyRing;

constexpr int kEditors = kConnections;

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
