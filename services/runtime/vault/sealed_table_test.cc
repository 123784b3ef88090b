#include "services/runtime/vault/sealed_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "services/runtime/status/macros.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_database.h"

namespace boulevard::runtime::vault {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

absl::Time Soon() {
  return absl::Now() + absl::Seconds(60);
}

constexpr const char* kPeople =
    "CREATE TABLE people (id BINARY(16) NOT NULL PRIMARY KEY, master_key CHAR(16) CHARACTER SET ascii "
    "COLLATE "
    "ascii_bin NOT NULL, data_key VARBINARY(60) NOT NULL, surname VARBINARY(400) NOT NULL, note "
    "VARBINARY(4000) "
    "NULL, surname_hash BINARY(32) NULL, KEY by_master_key (master_key), KEY by_surname (surname_hash))";

SealedTable People() {
  return {.table = "people",
          .sealed = {"surname", "note"},
          .searched = {{.hash = "surname_hash", .of = "surname", .term = Surname}}};
}

// A process with a vault and connections of its own.
struct Process {
  Process(const std::string& url, const std::filesystem::path& ring)
      : pool(*db::ConnectOptions::Parse(url), 8, metrics), vault(Vault::Open(ring).value()) {}

  absl::Status Insert(const Uuid& id, const std::string& surname, const std::optional<std::string>& note) {
    const RecordKey key = vault->NewKey("people", id);
    std::optional<std::string> sealed_note;
    if (note) sealed_note = key.Seal("note", *note);
    return pool.Run(Soon(), [&](db::Session& session) {
      return session
          .Execute("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?)",
                   {id, key.wrapped().master_key, key.wrapped().bytes, key.Seal("surname", surname),
                    sealed_note, key.SearchHash(Surname(surname))})
          .status();
    });
  }

  // Adds a letter to the note, and leaves the other columns alone: under the row's lock, as it must.
  absl::Status Append(const Uuid& id, char letter) {
    return pool.InTransaction(Soon(), [&](db::Session& session) -> absl::Status {
      WrappedKey wrapped;
      std::string sealed;
      RETURN_IF_ERROR(session
                          .Query("SELECT master_key, data_key, note FROM people WHERE id = ? FOR UPDATE",
                                 {id},
                                 [&](const db::Row& row) {
                                   wrapped = {row.String(0), row.String(1)};
                                   sealed = row.String(2);
                                 })
                          .status());
      ASSIGN_OR_RETURN(const RecordKey key, vault->OpenKey("people", id, wrapped));
      ASSIGN_OR_RETURN(std::string note, key.Open("note", sealed));
      note.push_back(letter);
      return session.Execute("UPDATE people SET note = ? WHERE id = ?", {key.Seal("note", note), id})
          .status();
    });
  }

  // The notes of those who have that surname.
  absl::StatusOr<std::vector<std::string>> Find(const std::string& surname) {
    std::vector<std::string> hashes = vault->SearchHashes(Surname(surname));
    std::string sql = "SELECT id, master_key, data_key, note FROM people WHERE surname_hash IN (?";
    for (size_t i = 1; i < hashes.size(); ++i) sql += ", ?";
    const std::vector<db::Param> params(hashes.begin(), hashes.end());
    std::vector<std::string> notes;
    absl::Status opened;
    RETURN_IF_ERROR(pool.Run(Soon(), [&](db::Session& session) {
      return session
          .Query(sql + ")", params,
                 [&](const db::Row& row) {
                   absl::StatusOr<RecordKey> key =
                       vault->OpenKey("people", row.Id(0), {row.String(1), row.String(2)});
                   absl::StatusOr<std::string> note =
                       key.ok() ? key->Open("note", row.Text(3)) : key.status();
                   if (note.ok()) notes.push_back(*note);
                   opened.Update(note.status());
                 })
          .status();
    }));
    RETURN_IF_ERROR(opened);
    return notes;
  }

  std::map<std::string, int64_t> Counts() {
    std::map<std::string, int64_t> counts;
    const SealedTable people = People();
    const absl::Status counted = pool.Run(Soon(), [&](db::Session& session) -> absl::Status {
      ASSIGN_OR_RETURN(counts, CountByMasterKey(session, std::span(&people, 1)));
      return absl::OkStatus();
    });
    EXPECT_TRUE(counted.ok()) << counted;
    return counts;
  }

  Registry metrics;
  db::Pool pool;
  std::unique_ptr<Vault> vault;
};

class SealedTableTest : public ::testing::Test {
 protected:
  SealedTableTest() {
    EXPECT_TRUE(KeyRing::Make(ring_, absl::Now()).ok());
    serving_.emplace(database_.url(), ring_);
    Sql(kPeople);
  }
  void Sql(const std::string& statement) {
    const absl::Status done =
        serving_->pool.Run(Soon(), [&](db::Session& session) { return session.Execute(statement).status(); });
    EXPECT_TRUE(done.ok()) << done;
  }
  std::string Column(const std::string& sql) {
    std::string text;
    EXPECT_TRUE(
        serving_->pool
            .Run(Soon(),
                 [&](db::Session& session) {
                   return session.Query(sql, {}, [&](const db::Row& row) { text = row.String(0); }).status();
                 })
            .ok());
    return text;
  }

  const tests::TestDatabase database_;
  const tests::TemporaryFolder folder_;
  const std::filesystem::path ring_ = folder_.path() / "master.keys";
  std::optional<Process> serving_;
};

TEST_F(SealedTableTest, ARecordGetsANewDataKeyNewTextsAndANewHash) {
  const Uuid id = NewUuid(absl::Now());
  const Uuid without = NewUuid(absl::Now());
  ASSERT_TRUE(serving_->Insert(id, "van der Berg", "likes football").ok());
  ASSERT_TRUE(serving_->Insert(without, "Jansen", std::nullopt).ok());
  const std::string old_key = serving_->vault->ring()->current().id();
  const std::string hashes = Column("SELECT GROUP_CONCAT(HEX(surname_hash) ORDER BY id) FROM people");
  const std::string wrapped = Column("SELECT GROUP_CONCAT(HEX(data_key) ORDER BY id) FROM people");
  const std::string sealed = Column("SELECT GROUP_CONCAT(HEX(surname), HEX(note) ORDER BY id) FROM people");
  EXPECT_THAT(serving_->Counts(), ElementsAre(Pair(old_key, 2)));

  const std::string new_key = KeyRing::Advance(ring_, absl::Now()).value();
  Process rotating(database_.url(), ring_);
  const Resealed resealed = ResealAll(rotating.pool, *rotating.vault, People(), Soon()).value();
  EXPECT_EQ(resealed.records, 2);
  EXPECT_THAT(resealed.unopened, IsEmpty());
  EXPECT_THAT(serving_->Counts(), ElementsAre(Pair(new_key, 2)));
  EXPECT_NE(Column("SELECT GROUP_CONCAT(HEX(surname_hash) ORDER BY id) FROM people"), hashes);
  EXPECT_NE(Column("SELECT GROUP_CONCAT(HEX(data_key) ORDER BY id) FROM people"), wrapped);
  EXPECT_NE(Column("SELECT GROUP_CONCAT(HEX(surname), HEX(note) ORDER BY id) FROM people"), sealed);
  EXPECT_THAT(serving_->Find("V.D. BERG").value(), ElementsAre("likes football"));
  EXPECT_EQ(Column("SELECT CAST(COUNT(*) AS CHAR) FROM people WHERE note IS NULL"), "1");

  EXPECT_EQ(ResealAll(rotating.pool, *rotating.vault, People(), Soon()).value().records, 0);
  ASSERT_TRUE(KeyRing::Remove(ring_, old_key).ok());
  Process later(database_.url(), ring_);
  EXPECT_THAT(later.Find("Berg").value(), ElementsAre("likes football")) << "without the old key";
}

TEST_F(SealedTableTest, WhatMustNotChangeIsOnlyWrappedAnew) {
  const Uuid id = NewUuid(absl::Now());
  ASSERT_TRUE(serving_->Insert(id, "Berg", "a note").ok());
  const std::string sealed = Column("SELECT HEX(note) FROM people");
  ASSERT_TRUE(KeyRing::Advance(ring_, absl::Now()).ok());
  Process rotating(database_.url(), ring_);
  SealedTable people = People();
  people.keeps_data_keys = true;
  EXPECT_EQ(ResealAll(rotating.pool, *rotating.vault, people, Soon()).value().records, 1);
  EXPECT_EQ(Column("SELECT HEX(note) FROM people"), sealed);
  EXPECT_THAT(rotating.Find("Berg").value(), ElementsAre("a note"));
  EXPECT_THAT(rotating.Counts(), ElementsAre(Pair(rotating.vault->ring()->current().id(), 1)));
}

TEST_F(SealedTableTest, WhatDoesNotOpenIsNamedAndHoldsUpNothing) {
  std::vector<Uuid> ids;
  for (int i = 0; i < 50; ++i) {
    ids.push_back(NewUuid(absl::Now()));
    ASSERT_TRUE(serving_->Insert(ids.back(), "Berg", "a note").ok());
  }
  Sql("UPDATE people SET note = REVERSE(note) ORDER BY id LIMIT 1");
  ASSERT_TRUE(KeyRing::Advance(ring_, absl::Now()).ok());
  Process rotating(database_.url(), ring_);
  const Resealed resealed = ResealAll(rotating.pool, *rotating.vault, People(), Soon()).value();
  EXPECT_EQ(resealed.records, 49);
  EXPECT_THAT(resealed.unopened, ElementsAre("people " + ids.front().ToString()));
}

TEST_F(SealedTableTest, ARecordThatAWriterHoldsIsResealedAfterIt) {
  const Uuid held = NewUuid(absl::Now()), other = NewUuid(absl::Now());
  ASSERT_TRUE(serving_->Insert(held, "Held", "a note").ok());
  ASSERT_TRUE(serving_->Insert(other, "Other", "a note").ok());
  const std::string new_key = KeyRing::Advance(ring_, absl::Now()).value();
  absl::Notification locked, others_done;
  std::thread writer([&] {
    const absl::Status done = serving_->pool.InTransaction(Soon(), [&](db::Session& session) -> absl::Status {
      RETURN_IF_ERROR(
          session.Query("SELECT id FROM people WHERE id = ? FOR UPDATE", {held}, [](const db::Row&) {})
              .status());
      locked.Notify();
      others_done.WaitForNotification();
      return absl::OkStatus();
    });
    EXPECT_TRUE(done.ok()) << done;
  });
  locked.WaitForNotification();
  Process rotating(database_.url(), ring_);
  std::thread rotation(
      [&] { EXPECT_EQ(ResealAll(rotating.pool, *rotating.vault, People(), Soon()).value().records, 2); });
  while (serving_->Counts()[new_key] != 1) {
  }
  others_done.Notify();
  writer.join();
  rotation.join();
  EXPECT_THAT(serving_->Counts(), ElementsAre(Pair(new_key, 2)));
}

// Two processes read, search, write and register while a third rotates, three times: no read fails, no letter
// is lost, and at the end everything is under the last key.
TEST_F(SealedTableTest, NothingIsLostWhileOthersReadAndWrite) {
  constexpr int kPeopleCount = 60, kWriters = 4;
  std::vector<Uuid> ids;
  for (int i = 0; i < kPeopleCount; ++i) {
    ids.push_back(NewUuid(absl::Now()));
    ASSERT_TRUE(serving_->Insert(ids.back(), absl::StrCat("Surname", i), "").ok());
  }
  Process second(database_.url(), ring_);
  std::atomic<bool> rotating = true;
  std::atomic<int> registered = 0;
  std::vector<std::atomic<int>> turns(kWriters);
  std::vector<std::vector<int>> letters(kWriters, std::vector<int>(kPeopleCount));
  std::vector<std::thread> threads;
  threads.reserve(kWriters);
  for (int writer = 0; writer < kWriters; ++writer) {
    threads.emplace_back([&, writer] {
      Process& process = writer % 2 == 0 ? *serving_ : second;
      for (size_t turn = static_cast<size_t>(writer) * 13; rotating; ++turn) {
        const size_t whose = turn % kPeopleCount;
        const absl::Status written = process.Append(ids[whose], static_cast<char>('a' + writer));
        EXPECT_TRUE(written.ok()) << written;
        ++letters[static_cast<size_t>(writer)][whose];
        const absl::StatusOr<std::vector<std::string>> found = process.Find(absl::StrCat("SURNAME", whose));
        EXPECT_TRUE(found.ok() && found->size() == 1) << found.status();
        if (turn % 8 == 0) {
          EXPECT_TRUE(process.Insert(NewUuid(absl::Now()), "Newcomer", "").ok());
          ++registered;
        }
        ++turns[static_cast<size_t>(writer)];
      }
    });
  }
  for (int i = 0; i < 3; ++i) {
    // As 'boulevard keys rotate' does: everyone knows the key before anyone uses it, or a search that began
    // before would not find what is written under it.
    ASSERT_TRUE(KeyRing::Add(ring_, absl::Now()).ok());
    for (std::atomic<int>& each : turns) {
      for (const int before = each; each < before + 2;) {
      }
    }
    ASSERT_TRUE(KeyRing::Advance(ring_, absl::Now()).ok());
    Process rotation(database_.url(), ring_);
    const Resealed resealed = ResealAll(rotation.pool, *rotation.vault, People(), Soon()).value();
    EXPECT_GE(resealed.records, kPeopleCount);
    EXPECT_THAT(resealed.unopened, IsEmpty());
  }
  rotating = false;
  for (std::thread& thread : threads) thread.join();
  Process last(database_.url(), ring_);
  // Who had its key already may have written under the one before.
  ASSERT_TRUE(ResealAll(last.pool, *last.vault, People(), Soon()).ok());
  EXPECT_THAT(last.Counts(),
              ElementsAre(Pair(last.vault->ring()->current().id(), kPeopleCount + registered)));
  for (size_t i = 0; i < kPeopleCount; ++i) {
    const std::vector<std::string> notes = last.Find(absl::StrCat("Surname", i)).value();
    ASSERT_EQ(notes.size(), 1u);
    for (size_t writer = 0; writer < kWriters; ++writer) {
      EXPECT_EQ(std::count(notes[0].begin(), notes[0].end(), static_cast<char>('a' + writer)),
                letters[writer][i]);
    }
  }
}

}  // namespace
}  // namespace boulevard::runtime::vault
