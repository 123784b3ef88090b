#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/guidance/domain/dossiers.h"
#include "services/guidance/domain/legal_holds.h"
#include "services/guidance/domain/retention.h"
#include "services/guidance/store/test_dossiers.h"
#include "services/runtime/audit/chain.h"
#include "services/runtime/audit/verification.h"

namespace boulevard::guidance::store {
namespace {

using domain::DossierState;
using domain::Uuid;
using domain::YoungPerson;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::Duration kYear = absl::Hours(24 * 365 + 6);

class RetentionTest : public DossiersTest {
 protected:
  // Closed on the day that it is now.
  Uuid NewClosed(const std::string& bsn = "") {
    const Uuid id = people.Create(As("own"), Draft(bsn)).value().id;
    EXPECT_TRUE(dossiers.Close(As("own"), id, domain::DossierClosingReason::kGoalsReached).ok());
    return id;
  }
  Uuid Hold(const Uuid& person) {
    return holds.Set(As("c", runtime::Role::kCoordinator), person, "A complaint is before the court.")
        .value()
        .id;
  }
  std::vector<Uuid> Due() {
    std::vector<Uuid> ids;
    const auto found = retention.ListDue(100, Deadline());
    EXPECT_TRUE(found.ok()) << found.status();
    for (const domain::ClosedDossier& one : *found) ids.push_back(one.young_person_id);
    return ids;
  }
  YoungPerson Seen(const Uuid& id) { return people.Get(As("c", runtime::Role::kCoordinator), id).value(); }

  const domain::Dossiers dossiers{store_, clock_};
  const domain::LegalHolds holds{store_, clock_};
  const domain::Retention retention{store_, clock_, *runtime::Period::Parse("15y")};
};

TEST_F(RetentionTest, ADossierIsDueOnItsDayInTheHagueAndNotBefore) {
  const Uuid id = NewClosed();
  const domain::Day due = *Seen(id).closed_on;
  const absl::Time begin = runtime::StartOf(domain::Day(due.year() + 15, due.month(), due.day()));
  clock_.Advance(begin - absl::Seconds(1) - clock_.Now());
  EXPECT_THAT(Due(), IsEmpty());
  EXPECT_EQ(retention.AnonymiseDue(10, Deadline()).value(), 0);
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Due(), ElementsAre(id));
  EXPECT_EQ(retention.AnonymiseDue(10, Deadline()).value(), 1);
  EXPECT_EQ(retention.CountDue(Deadline()).value(), 0);
}

TEST_F(RetentionTest, WhatIsLeftNamesNobody) {
  const Uuid id = NewClosed("999999011");
  ASSERT_TRUE(dossiers.BreakGlass(As("other"), id, "The inspection asks for it.").ok());
  ASSERT_TRUE(holds.Release(As("c", runtime::Role::kCoordinator), Hold(id)).ok());
  clock_.Advance(16 * kYear);
  ASSERT_EQ(retention.AnonymiseDue(10, Deadline()).value(), 1);
  const YoungPerson left = Seen(id);
  EXPECT_EQ(left.state, DossierState::kAnonymised);
  EXPECT_EQ(left.birth_date, domain::Day(2005, 1, 1));
  EXPECT_EQ(left.resident_kind, domain::ResidentKind::kStudent) << "figures stay true";
  EXPECT_EQ(left.closing_reason, domain::DossierClosingReason::kGoalsReached);
  EXPECT_EQ(left.given_name + left.surname, "");
  EXPECT_THAT(left.languages, IsEmpty());
  for (const char* table : {"young_people", "legal_holds", "access_log"}) {
    EXPECT_EQ(Count(absl::StrCat("SELECT COUNT(*) FROM ", table, " WHERE data_key IS NOT NULL")), 0) << table;
  }
  EXPECT_EQ(Count("SELECT COUNT(*) FROM young_people WHERE COALESCE(given_name, surname, email, phone, bsn, "
                  "surname_hash, email_hash, bsn_hash, master_key) IS NOT NULL"),
            0);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM legal_holds WHERE reason IS NOT NULL"), 0);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM broken_glass"), 0);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM outbox WHERE kind = 'young-person.anonymised' AND payload = '{}'"),
            1);
  EXPECT_EQ(
      Count("SELECT COUNT(*) FROM access_log WHERE event = 'AnonymiseDossier' AND subject = 'retention'"), 1);
  EXPECT_THAT(Found({.bsn = "999999011"}), IsEmpty());
  // The number may be someone's who is registered anew.
  EXPECT_TRUE(people.Create(As("own"), Draft("999999011")).ok());
}

TEST_F(RetentionTest, NothingIsDoneWithAnAnonymisedDossier) {
  const Uuid id = NewClosed();
  clock_.Advance(16 * kYear);
  ASSERT_EQ(retention.AnonymiseDue(10, Deadline()).value(), 1);
  const auto coordinator = As("c", runtime::Role::kCoordinator);
  EXPECT_TRUE(absl::IsFailedPrecondition(dossiers.Reopen(coordinator, id).status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(holds.Set(coordinator, id, "Too late for that.").status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(dossiers.BreakGlass(As("own"), id, "Too late.").status()));
}

TEST_F(RetentionTest, AHoldKeepsADossierUntilTheLastOneIsReleased) {
  const Uuid id = NewClosed();
  const Uuid first = Hold(id), second = Hold(id);
  EXPECT_TRUE(Seen(id).held);
  clock_.Advance(16 * kYear);
  EXPECT_EQ(retention.AnonymiseDue(10, Deadline()).value(), 0);
  const auto admin = As("a", runtime::Role::kAdmin);
  EXPECT_EQ(holds.ListStanding(admin, {}).value().rows.size(), 2u);
  ASSERT_TRUE(holds.Release(admin, first).ok());
  EXPECT_TRUE(Seen(id).held);
  EXPECT_EQ(retention.AnonymiseDue(10, Deadline()).value(), 0);
  ASSERT_TRUE(holds.Release(admin, second).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(holds.Release(admin, second).status()));
  EXPECT_FALSE(Seen(id).held);
  const auto of_one = holds.List(admin, id, {}).value().rows;
  ASSERT_EQ(of_one.size(), 2u);
  EXPECT_EQ(of_one[0].reason, "A complaint is before the court.");
  EXPECT_EQ(of_one[0].released_by, "a");
  EXPECT_EQ(retention.AnonymiseDue(10, Deadline()).value(), 1);
}

TEST_F(RetentionTest, AnOpenDossierIsNeverDue) {
  const Uuid id = NewClosed();
  ASSERT_TRUE(dossiers.Reopen(As("c", runtime::Role::kCoordinator), id).ok());
  clock_.Advance(50 * kYear);
  EXPECT_EQ(retention.AnonymiseDue(10, Deadline()).value(), 0);
}

// Several replicas at once, while one more sets holds: each dossier is anonymised once or held, never both.
TEST_F(RetentionTest, ReplicasShareTheWorkAndAHoldIsNeverOvertaken) {
  constexpr int kDossiers = 40;
  std::vector<Uuid> ids;
  for (int i = 0; i < kDossiers; ++i) ids.push_back(NewClosed());
  clock_.Advance(16 * kYear);
  std::vector<std::thread> threads;
  std::atomic<int> anonymised = 0;
  int held = 0;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] { anonymised += retention.AnonymiseDue(kDossiers, Deadline()).value_or(0); });
  }
  for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
    held += holds.Set(As("c", runtime::Role::kCoordinator), *id, "Found at the last moment.").ok() ? 1 : 0;
  }
  for (std::thread& thread : threads) thread.join();
  anonymised += retention.AnonymiseDue(kDossiers, Deadline()).value();
  EXPECT_EQ(anonymised + held, kDossiers);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM young_people WHERE state = 'anonymised' AND held"), 0);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM outbox WHERE kind = 'young-person.anonymised'"), anonymised);
}

TEST_F(RetentionTest, TheAccessLogStaysWhole) {
  const Uuid id = NewClosed();
  ASSERT_TRUE(dossiers.BreakGlass(As("other"), id, "The inspection asks for it.").ok());
  runtime::audit::Chain chain(pool_, clock_, metrics_);
  ASSERT_TRUE(chain.Extend(Deadline()).ok());
  clock_.Advance(16 * kYear);
  ASSERT_EQ(retention.AnonymiseDue(10, Deadline()).value(), 1);
  ASSERT_TRUE(chain.Extend(Deadline()).ok());
  const auto verified = runtime::audit::Verify(pool_, std::nullopt, Deadline());
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_THAT(verified->faults, IsEmpty());
}

}  // namespace
}  // namespace boulevard::guidance::store
