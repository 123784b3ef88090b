#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/guidance/domain/agendas.h"
#include "tests/support/guidance/guidance_database.h"
#include "tests/support/must.h"

// That an agenda costs by the caseload that it is of: counted in the rows that the server reads, not in time.
namespace boulevard::guidance::store {
namespace {

using domain::ContactMoment;
using domain::DueFilter;
using domain::DueKind;
using domain::Uuid;
using tests::GuidanceDatabase;
using tests::Must;

constexpr int kMentors = 4;
constexpr int kCaseload = 15;
constexpr int kMomentsEach = 400;

class DuePlanTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    db_ = new GuidanceDatabase;
    for (int i = 0; i < kMentors; ++i) {
      const std::string subject = "mentor-" + std::to_string(i);
      mentors_.push_back(db_->MakeMentor(subject, i % 2 == 0 ? "Laak" : "Escamp").id);
      for (int j = 0; j < kCaseload; ++j) RecordContact(db_->MakeYoungPerson(subject).id, mentors_.back());
    }
    db_->Execute("ANALYZE TABLE young_people, contact_moments, assignments, plans, plan_actions");
  }
  static void TearDownTestSuite() {
    delete db_;
    mentors_.clear();
  }

  // Long ago, for two years.
  static void RecordContact(const Uuid& person, const Uuid& mentor) {
    std::vector<ContactMoment> moments(kMomentsEach);
    for (int i = 0; i < kMomentsEach; ++i) {
      moments[i].id = runtime::NewUuid(db_->clock().Now());
      moments[i].young_person_id = person;
      moments[i].mentor_id = mentor;
      moments[i].held_on = db_->today() - 100 - i;
      moments[i].created_at = db_->clock().Now();
    }
    // What does not count is newer: it is passed by, not read through.
    for (int i = 0; i < 20; ++i) moments[i].attendance = domain::Attendance::kNoShow;
    for (int i = 20; i < 40; ++i) moments[i].withdrawn_on = db_->today();
    Must(db_->store().InTransaction(
        tests::Soon(), [&](domain::Tables& tables) { return tables.contact_moments.Insert(moments); }));
  }

  // Rows read on the server, by key or one after the other, for what is due; `found` of them.
  static int64_t RowsReadFor(const DueFilter& filter, size_t found) {
    int64_t rows_read = 0;
    Must(db_->pool().Run(tests::Soon(), [&](runtime::db::Session& session) -> absl::Status {
      return RunOn(session, db_->vault(), [&](domain::Tables& tables) -> absl::Status {
        const int64_t before = RowsRead(session);
        auto page = tables.due.ListDue(filter, 500, std::nullopt);
        rows_read = RowsRead(session) - before;
        if (!page.ok()) return page.status();
        EXPECT_EQ(page->rows.size(), found);
        for (const domain::DueItem& item : page->rows) EXPECT_EQ(item.last_contact_on, db_->today() - 140);
        return absl::OkStatus();
      });
    }));
    return rows_read;
  }

  static int64_t RowsRead(runtime::db::Session& session) {
    int64_t rows = 0;
    EXPECT_TRUE(session
                    .Query("SHOW SESSION STATUS LIKE 'Handler_read_%'", {},
                           [&](const runtime::db::Row& row) { rows += std::stoll(row.String(1)); })
                    .ok());
    return rows;
  }

  static inline GuidanceDatabase* db_ = nullptr;
  static inline std::vector<Uuid> mentors_;
};

// A young person: themselves, their last contact and assignment as often as the query names them, no plan, no
// action, and the row of the answer as it is put together.
constexpr int64_t kRowsEach = 20;

TEST_F(DuePlanTest, AnAgendaReadsTheLastContactAlone) {
  EXPECT_LE(RowsReadFor({.mentor_id = mentors_[0], .team = "", .kind = std::nullopt, .until = db_->today()},
                        kCaseload),
            kCaseload * kRowsEach);
}

TEST_F(DuePlanTest, ATeamCostsByItsCaseloads) {
  EXPECT_LE(
      RowsReadFor({.mentor_id = std::nullopt, .team = "Escamp", .kind = std::nullopt, .until = db_->today()},
                  2 * kCaseload),
      2 * kCaseload * kRowsEach);
}

TEST_F(DuePlanTest, WhatIsNotAskedForIsNotLookedUp) {
  EXPECT_LE(
      RowsReadFor({.mentor_id = mentors_[1], .team = "", .kind = DueKind::kReview, .until = db_->today()}, 0),
      3 * kCaseload);
}

}  // namespace
}  // namespace boulevard::guidance::store
