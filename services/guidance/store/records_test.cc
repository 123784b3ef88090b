#include "services/guidance/domain/records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "services/guidance/store/record_tables.h"
#include "services/guidance/store/sealed_tables.h"
#include "services/runtime/status/errors.h"
#include "tests/support/guidance/guidance_database.h"
#include "tests/support/must.h"

namespace boulevard::guidance::store {
namespace {

using domain::ContactMoment;
using domain::Day;
using domain::Uuid;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using tests::GuidanceDatabase;
using tests::Must;

constexpr int kEditors = 8;
constexpr char kNote[] = "Met de schuldhulp gebeld; zij komen donderdag.";

class RecordsTest : public ::testing::Test {
 protected:
  ContactMoment Moment(Day day, const std::string& note = kNote) const {
    ContactMoment moment;
    moment.young_person_id = person_;
    moment.held_on = day;
    moment.note = note;
    return moment;
  }
  ContactMoment Make(Day day, const std::string& note = kNote) {
    return Must(moments_.Create(db_.As("own"), Moment(day, note)));
  }

  GuidanceDatabase db_;
  const Uuid person_ = db_.MakeYoungPerson().id;
  const domain::Records<ContactMoment> moments_{db_.store(), db_.clock()};
};

TEST_F(RecordsTest, WhatIsSealedIsOpenedAsItWas) {
  ContactMoment draft = Moment(db_.today());
  draft.time = "09:30";
  draft.way = domain::ContactWay::kAtHome;
  draft.duration_minutes = 75;
  const ContactMoment made = Must(moments_.Create(db_.As("own"), draft));
  const ContactMoment read = Must(moments_.Get(db_.As("own"), made.id));
  EXPECT_EQ(read.note, kNote);
  EXPECT_EQ(read.time, "09:30");
  EXPECT_EQ(read.way, domain::ContactWay::kAtHome);
  EXPECT_EQ(read.duration_minutes, 75);
  EXPECT_EQ(read.mentor_id, db_.own());
  EXPECT_THAT(db_.Texts("SELECT note FROM contact_moments").at(0), ::testing::Not(HasSubstr("schuldhulp")));
}

TEST_F(RecordsTest, ARecordWithoutTextHasNoKey) {
  const Uuid id = Make(db_.today(), "").id;
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM contact_moments WHERE data_key IS NULL AND note IS NULL"), 1);
  EXPECT_EQ(Must(moments_.Get(db_.As("own"), id)).note, "");
}

// What an anonymised record is left with.
TEST_F(RecordsTest, ARecordWhoseKeyIsGoneHasNoTexts) {
  const Uuid id = Make(db_.today()).id;
  db_.Execute("UPDATE contact_moments SET note = NULL, master_key = NULL, data_key = NULL");
  EXPECT_EQ(Must(moments_.Get(db_.As("own"), id)).note, "");
}

TEST_F(RecordsTest, TheFutureIsNotRecorded) {
  EXPECT_EQ(moments_.Create(db_.As("own"), Moment(db_.today() + 1)).status().code(),
            absl::StatusCode::kInvalidArgument);
  const Uuid id = Make(db_.today()).id;
  const auto moved = moments_.Update(db_.As("own"), id, [&](ContactMoment& moment) {
    moment.held_on = db_.today() + 1;
    return absl::OkStatus();
  });
  EXPECT_EQ(moved.status().code(), absl::StatusCode::kInvalidArgument);
}

// It is tomorrow in The Hague before it is in UTC.
TEST_F(RecordsTest, TodayIsThatOfTheHague) {
  db_.clock().Advance(absl::Hours(12));
  EXPECT_EQ(db_.today(), Day(2026, 3, 3));
  EXPECT_TRUE(moments_.Create(db_.As("own"), Moment(Day(2026, 3, 3))).ok());
}

TEST_F(RecordsTest, PagesOfOneDayHaveEachOnce) {
  for (int i = 0; i < 5; ++i) Make(db_.today() - i / 3, "");
  std::vector<Uuid> seen;
  domain::RecordPage page{.size = 2};
  for (bool more = true; more;) {
    const auto found = Must(moments_.List(db_.As("own"), {.young_person_id = person_}, page));
    for (const ContactMoment& moment : found.rows) seen.push_back(moment.id);
    page.before = {{.on = found.rows.back().held_on, .id = found.rows.back().id}};
    more = found.more;
  }
  const auto all = Must(moments_.List(db_.As("own"), {.young_person_id = person_}, {.size = 50}));
  std::vector<Uuid> whole;
  for (const ContactMoment& moment : all.rows) whole.push_back(moment.id);
  EXPECT_EQ(whole.size(), 5u);
  EXPECT_EQ(seen, whole);
}

TEST_F(RecordsTest, NoCorrectionOfManyEditorsIsLost) {
  const Uuid id = Make(db_.today(), "").id;
  std::atomic<int> done = 0;
  std::vector<std::thread> editors;
  for (int i = 0; i < kEditors; ++i) {
    editors.emplace_back([&] {
      const auto changed = moments_.Update(db_.As("own"), id, [](ContactMoment& moment) {
        moment.note += "x";
        return absl::OkStatus();
      });
      if (changed.ok()) ++done;
    });
  }
  for (std::thread& editor : editors) editor.join();
  EXPECT_EQ(Must(moments_.Get(db_.As("own"), id)).note.size(), static_cast<size_t>(done));
  EXPECT_GT(done, 0);
}

TEST_F(RecordsTest, OnlyOneOfManyWithdraws) {
  const Uuid id = Make(db_.today()).id;
  std::atomic<int> done = 0;
  std::vector<std::thread> editors;
  for (int i = 0; i < kEditors; ++i) {
    editors.emplace_back([&] {
      if (moments_.Withdraw(db_.As("own"), id, "Twice.").ok()) ++done;
    });
  }
  for (std::thread& editor : editors) editor.join();
  EXPECT_EQ(done, 1);
}

TEST_F(RecordsTest, RecordsOutliveANewMasterKey) {
  const Uuid with_note = Make(db_.today()).id, without = Make(db_.today(), "").id;
  Must(moments_.Withdraw(db_.As("own"), with_note, "Bij de verkeerde genoteerd.").status());
  Must(runtime::vault::KeyRing::Advance(db_.ring(), db_.clock().Now()).status());
  for (const auto& table : SealedTables()) {
    const auto resealed =
        Must(runtime::vault::ResealAll(db_.pool(), db_.vault(), table, absl::Now() + absl::Seconds(60)));
    EXPECT_THAT(resealed.unopened, IsEmpty()) << table.table;
  }
  const std::string current = db_.vault().ring()->current().id();
  EXPECT_EQ(db_.Texts("SELECT master_key FROM contact_moments WHERE master_key IS NOT NULL"),
            std::vector<std::string>{current});
  const ContactMoment read = Must(moments_.Get(db_.As("own"), with_note));
  EXPECT_EQ(read.note, kNote);
  EXPECT_EQ(read.withdrawal_reason, "Bij de verkeerde genoteerd.");
  EXPECT_EQ(Must(moments_.Get(db_.As("own"), without)).note, "");
}

TEST_F(RecordsTest, ManyAreWrittenByFewStatements) {
  std::vector<ContactMoment> moments;
  for (int i = 0; i < 1234; ++i) {
    ContactMoment moment = Moment(db_.today() - i, i % 10 == 0 ? kNote : "");
    moment.id = runtime::NewUuid(db_.clock().Now());
    moment.mentor_id = db_.own();
    moment.created_at = db_.clock().Now();
    moments.push_back(moment);
  }
  Must(db_.store().InTransaction(
      tests::Soon(), [&](domain::Tables& tables) { return tables.contact_moments.Insert(moments); }));
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM contact_moments"), 1234);
  EXPECT_EQ(Must(moments_.Get(db_.As("own"), moments[1230].id)).note, kNote);
}

TEST_F(RecordsTest, ActivitiesAndAssessmentsComeBackAsTheyWere) {
  const domain::Records<domain::DaytimeActivity> activities(db_.store(), db_.clock());
  domain::DaytimeActivity school;
  school.young_person_id = person_;
  school.organisation = "Example College";
  school.hours_per_week = 24;
  school.starts_on = db_.today() - 400;
  school.ends_on = db_.today() - 10;
  school.start_qualification_on = db_.today() - 12;
  const Uuid activity = Must(activities.Create(db_.As("own"), school)).id;
  const domain::DaytimeActivity read = Must(activities.Get(db_.As("own"), activity));
  EXPECT_EQ(read.organisation, "Example College");
  EXPECT_EQ(read.ends_on, school.ends_on);
  EXPECT_EQ(read.start_qualification_on, school.start_qualification_on);
  EXPECT_EQ(Must(activities.Get(db_.AsCoordinator(), activity)).organisation, "");
  EXPECT_THAT(
      Must(activities.List(db_.As("own"), {.young_person_id = person_, .lasting_on = db_.today()}, {})).rows,
      IsEmpty());

  const domain::Records<domain::Assessment> assessments(db_.store(), db_.clock());
  domain::Assessment scored;
  scored.young_person_id = person_;
  scored.assessed_on = db_.today();
  for (size_t i = 0; i < scored.scores.size(); ++i) scored.scores[i] = 1 + static_cast<int>(i % 5);
  const Uuid assessment = Must(assessments.Create(db_.As("own"), scored)).id;
  EXPECT_EQ(Must(assessments.Get(db_.As("own"), assessment)).scores, scored.scores);
  EXPECT_EQ(db_.Int("SELECT justice FROM assessments"), 3);
}

TEST_F(RecordsTest, AnActivityKeepsItsDaysInOrder) {
  const domain::Records<domain::DaytimeActivity> activities(db_.store(), db_.clock());
  domain::DaytimeActivity course;
  course.young_person_id = person_;
  course.kind = domain::DaytimeActivityKind::kLanguageCourse;
  course.starts_on = db_.today();
  course.ends_on = db_.today();
  course.start_qualification_on = db_.today() + 1;
  std::vector<std::string> rules;
  for (const auto& fault : runtime::DetailsOf(activities.Create(db_.As("own"), course).status()).fields) {
    rules.push_back(fault.field + " " + fault.rule);
  }
  EXPECT_THAT(rules, ::testing::ElementsAre("daytimeActivity.endsOn order",
                                            "daytimeActivity.startQualificationOn not-future",
                                            "daytimeActivity.startQualificationOn kind"));
}

}  // namespace
}  // namespace boulevard::guidance::store
