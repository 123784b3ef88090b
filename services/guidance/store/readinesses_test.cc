#include "services/guidance/domain/readinesses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "services/guidance/domain/dossiers.h"
#include "tests/support/guidance/guidance_database.h"
#include "tests/support/must.h"

namespace boulevard::guidance::store {
namespace {

using domain::BlockCause;
using domain::Readiness;
using domain::Uuid;
using ::testing::ElementsAre;
using tests::GuidanceDatabase;
using tests::Must;

constexpr int kMentors = 8;

class ReadinessesTest : public ::testing::Test {
 protected:
  Readiness Declare(domain::Day day) {
    return Must(readinesses_.Declare(db_.As("own"), person_, BlockCause::kNoDwelling, day));
  }
  // The events of readiness: "readiness.declared {...}".
  std::vector<std::string> Events() {
    return db_.Texts(
        "SELECT CONCAT(kind, ' ', payload) FROM outbox WHERE kind LIKE 'readiness.%' ORDER BY id");
  }

  GuidanceDatabase db_;
  const Uuid person_ = db_.MakeYoungPerson().id;
  const domain::Readinesses readinesses_{db_.store(), db_.clock()};
};

// Of those who declare at once one does.
TEST_F(ReadinessesTest, AtMostOneStands) {
  std::atomic<int> done = 0, refused = 0;
  std::vector<std::thread> mentors;
  for (int i = 0; i < kMentors; ++i) {
    mentors.emplace_back([&] {
      const auto declared = readinesses_.Declare(db_.As("own"), person_, BlockCause::kNoIncome, {});
      if (declared.ok()) ++done;
      if (absl::IsAlreadyExists(declared.status())) ++refused;
    });
  }
  for (std::thread& mentor : mentors) mentor.join();
  EXPECT_EQ(done, 1);
  EXPECT_EQ(refused, kMentors - 1);
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM readinesses WHERE stands = 1"), 1);
  EXPECT_EQ(Events().size(), 1u);
}

// Also should a program ever forget the lock.
TEST_F(ReadinessesTest, TheTableItselfTakesOneThatStands) {
  Readiness second = Declare(db_.today());
  second.id = runtime::NewUuid(db_.clock().Now());
  EXPECT_EQ(db_.store()
                .InTransaction(tests::Soon(),
                               [&](domain::Tables& tables) { return tables.readinesses.Insert(second); })
                .code(),
            absl::StatusCode::kAlreadyExists);
}

TEST_F(ReadinessesTest, EachChangeIsToldInItsTransaction) {
  const Readiness declared = Declare(db_.today() - 10);
  Must(readinesses_.ChangeCause(db_.As("own"), declared.id, BlockCause::kPaperwork, db_.today() - 3));
  Must(readinesses_.Withdraw(db_.As("own"), declared.id, "Werk verloren.", {}));
  const std::string id = declared.id.ToString();
  EXPECT_THAT(Events(),
              ElementsAre("readiness.declared {\"readinessId\":\"" + id +
                              "\",\"on\":\"2026-02-20\",\"cause\":\"no-dwelling\"}",
                          "readiness.cause-changed {\"readinessId\":\"" + id +
                              "\",\"on\":\"2026-02-27\",\"cause\":\"paperwork\"}",
                          "readiness.withdrawn {\"readinessId\":\"" + id + "\",\"on\":\"2026-03-02\"}"));
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM outbox WHERE kind LIKE 'readiness.%' AND subject = "
                    "(SELECT id FROM young_people)"),
            3);
}

TEST_F(ReadinessesTest, AnEventThatCannotBeWrittenUndoesTheChange) {
  db_.Execute("RENAME TABLE outbox TO gone");
  EXPECT_FALSE(readinesses_.Declare(db_.As("own"), person_, BlockCause::kNoIncome, {}).ok());
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM readinesses"), 0);
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM access_log WHERE event = 'DeclareReadiness'"), 0);
}

TEST_F(ReadinessesTest, TheHistoryOfCausesIsKept) {
  const Uuid id = Declare(db_.today() - 10).id;
  Must(readinesses_.ChangeCause(db_.As("own"), id, BlockCause::kNoIncome, db_.today() - 5));
  Must(readinesses_.ChangeCause(db_.As("own"), id, BlockCause::kOwnChoice, {}));
  const auto found = Must(readinesses_.List(db_.As("own"), person_, {}));
  ASSERT_EQ(found.rows.size(), 1u);
  std::vector<std::string> causes;
  for (const auto& one : found.rows[0].causes) {
    causes.push_back(std::string(Word(one.cause)) + " " + absl::FormatCivilTime(one.from));
  }
  EXPECT_THAT(causes, ElementsAre("no-dwelling 2026-02-20", "no-income 2026-02-25", "own-choice 2026-03-02"));
  EXPECT_EQ(readinesses_.ChangeCause(db_.As("own"), id, BlockCause::kOwnChoice, {}).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(
      readinesses_.ChangeCause(db_.As("own"), id, BlockCause::kNoIncome, db_.today() - 1).status().code(),
      absl::StatusCode::kInvalidArgument)
      << "before the last";
}

TEST_F(ReadinessesTest, ClosingTheDossierEndsIt) {
  Declare(db_.today() - 1);
  Must(domain::Dossiers(db_.store(), db_.clock())
           .Close(db_.As("own"), person_, domain::DossierClosingReason::kGoalsReached));
  const auto overview = Must(readinesses_.Get(db_.AsCoordinator(), person_));
  EXPECT_FALSE(overview.standing.has_value());
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM outbox WHERE kind = 'readiness.withdrawn'"), 1);
}

TEST_F(ReadinessesTest, ANewOneMayBeDeclaredAfterAWithdrawal) {
  const Uuid id = Declare(db_.today() - 10).id;
  Must(readinesses_.Withdraw(db_.As("own"), id, "Werk verloren.", db_.today() - 2));
  EXPECT_EQ(readinesses_.Withdraw(db_.As("own"), id, "Again.", {}).status().code(),
            absl::StatusCode::kFailedPrecondition);
  const Uuid second = Declare(db_.today()).id;
  EXPECT_EQ(Must(readinesses_.Get(db_.As("own"), person_)).standing->id, second);
  const auto found = Must(readinesses_.List(db_.As("own"), person_, {}));
  ASSERT_EQ(found.rows.size(), 2u);
  EXPECT_EQ(found.rows[0].withdrawal_reason, "Werk verloren.");
  EXPECT_EQ(Must(readinesses_.List(db_.AsCoordinator(), person_, {})).rows[0].withdrawal_reason, "");
}

}  // namespace
}  // namespace boulevard::guidance::store
