#include "services/guidance/domain/agendas.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/guidance/domain/dossiers.h"
#include "services/guidance/domain/records.h"
#include "tests/support/guidance/guidance_database.h"
#include "tests/support/must.h"

namespace boulevard::guidance::store {
namespace {

using domain::Attendance;
using domain::ContactMoment;
using domain::DueFilter;
using domain::DueItem;
using domain::DueKind;
using domain::Uuid;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tests::GuidanceDatabase;
using tests::Must;

std::string Hex(const Uuid& id) {
  return absl::StrCat("x'", absl::BytesToHexString(std::string(id.AsBytes())), "'");
}

class AgendasTest : public ::testing::Test {
 protected:
  std::string DayText(int day) const {
    return absl::StrCat("'", absl::FormatCivilTime(db_.today() + day), "'");
  }

  // A plan as the tables that are counted have it; its review is so many days from today.
  Uuid MakePlan(const Uuid& person, int review, bool closed = false) {
    const Uuid id = runtime::NewUuid(db_.clock().Now());
    db_.Execute(absl::StrCat(
        "INSERT INTO plans (id, young_person_id, open_for, state, level, starts_on, next_review_on, "
        "revision, "
        "created_at) VALUES (",
        Hex(id), ", ", Hex(person), ", ", closed ? "NULL" : Hex(person), ", '", closed ? "closed" : "active",
        "', 'light', '2026-01-01', ", DayText(review), ", 1, UTC_TIMESTAMP(6))"));
    return id;
  }
  Uuid MakeAction(const Uuid& person, const Uuid& plan, int due, bool done = false) {
    const Uuid id = runtime::NewUuid(db_.clock().Now());
    db_.Execute(absl::StrCat(
        "INSERT INTO plan_actions (id, plan_id, young_person_id, due_on, done_on) VALUES (", Hex(id), ", ",
        Hex(plan), ", ", Hex(person), ", ", DayText(due), ", ", done ? DayText(0) : "NULL", ")"));
    return id;
  }
  ContactMoment Contact(const Uuid& person, int day, Attendance attendance = Attendance::kAttended) {
    ContactMoment moment;
    moment.young_person_id = person;
    moment.held_on = db_.today() + day;
    moment.attendance = attendance;
    return Must(moments_.Create(db_.As("own"), moment));
  }
  // "review 2026-03-01", in order, for the next two weeks.
  std::vector<std::string> Agenda(const runtime::CallContext& context, int within = 14, int without = 14) {
    std::vector<std::string> items;
    for (const DueItem& item : Must(agendas_.Get(context, db_.own(), within, without)).rows) {
      items.push_back(absl::StrCat(std::string(Word(item.kind)), " ", absl::FormatCivilTime(item.due_on)));
    }
    return items;
  }

  GuidanceDatabase db_;
  const Uuid person_ = db_.MakeYoungPerson().id;
  const domain::Agendas agendas_{db_.store(), db_.clock()};
  const domain::Records<ContactMoment> moments_{db_.store(), db_.clock()};
};

TEST_F(AgendasTest, ReviewsAndActionsAreThereWhenTheyAreDue) {
  Contact(person_, 0);
  const Uuid plan = MakePlan(person_, -1);
  MakeAction(person_, plan, -2);
  MakeAction(person_, plan, 10);
  MakeAction(person_, plan, 11);
  MakeAction(person_, plan, -3, true);
  EXPECT_THAT(Agenda(db_.As("own"), 10),
              ElementsAre("action 2026-02-28", "review 2026-03-01", "action 2026-03-12"));
  EXPECT_THAT(Agenda(db_.As("own"), 0), ElementsAre("action 2026-02-28", "review 2026-03-01"));
}

TEST_F(AgendasTest, AClosedPlanAsksForNothing) {
  Contact(person_, 0);
  MakeAction(person_, MakePlan(person_, -5, true), -5);
  EXPECT_THAT(Agenda(db_.As("own"), 0), IsEmpty());
}

TEST_F(AgendasTest, ContactIsDueAfterTheLastThatCameAbout) {
  EXPECT_THAT(Agenda(db_.As("own")), ElementsAre("contact 2026-03-16")) << "since guidance began";
  Contact(person_, -20);
  EXPECT_THAT(Agenda(db_.As("own")), ElementsAre("contact 2026-02-24"));
  Contact(person_, -1, Attendance::kNoShow);
  Contact(person_, -1, Attendance::kCancelled);
  const Uuid mistaken = Contact(person_, -1).id;
  EXPECT_THAT(Agenda(db_.As("own"), 0), IsEmpty());
  EXPECT_THAT(Agenda(db_.As("own"), 0, 1), ElementsAre("contact 2026-03-02"));
  Must(moments_.Withdraw(db_.As("own"), mistaken, "Someone else's."));
  EXPECT_THAT(Agenda(db_.As("own"), 0), ElementsAre("contact 2026-02-24"));
}

TEST_F(AgendasTest, AClosedDossierIsNobodysWork) {
  Must(domain::Dossiers(db_.store(), db_.clock())
           .Close(db_.As("own"), person_, domain::DossierClosingReason::kGoalsReached));
  EXPECT_THAT(Agenda(db_.As("own")), IsEmpty());
}

TEST_F(AgendasTest, OthersHaveAnAgendaOfTheirOwn) {
  EXPECT_EQ(agendas_.Get(db_.As("other"), db_.own(), 14, 14).status().code(),
            absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(Must(agendas_.Get(db_.As("other"), db_.other(), 14, 14)).rows, IsEmpty());
  EXPECT_THAT(Agenda(db_.AsCoordinator()), ElementsAre("contact 2026-03-16"));
  EXPECT_EQ(agendas_.Get(db_.AsCoordinator(), person_, 14, 14).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(AgendasTest, WhoIsShownIsInTheAccessLogOnce) {
  MakePlan(person_, 0);
  Agenda(db_.As("own"));
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM access_log WHERE event = 'GetAgenda' AND person = "
                    "(SELECT id FROM young_people)"),
            1);
}

TEST_F(AgendasTest, TheItemsOfATeamArePagedWithEachOnce) {
  db_.MakeMentor("elsewhere", "Escamp");
  db_.MakeYoungPerson("elsewhere");
  for (const char* subject : {"own", "other", "other"}) {
    const Uuid person = db_.MakeYoungPerson(subject).id;
    MakeAction(person, MakePlan(person, 0), 0);
  }
  const DueFilter filter{.mentor_id = std::nullopt,
                         .team = "Laak",
                         .kind = std::nullopt,
                         .until = db_.today() + 14,
                         .without_contact_days = 14};
  std::vector<Uuid> paged, whole;
  std::optional<domain::DuePosition> after;
  for (bool more = true; more;) {
    const auto page = Must(agendas_.List(db_.AsCoordinator(), filter, 2, after));
    for (const DueItem& item : page.rows) paged.push_back(item.id);
    const DueItem& last = page.rows.back();
    after = domain::DuePosition{.on = last.due_on, .kind = last.kind, .id = last.id};
    more = page.more;
  }
  for (const DueItem& item : Must(agendas_.List(db_.AsCoordinator(), filter, 500, {})).rows) {
    whole.push_back(item.id);
  }
  EXPECT_EQ(whole.size(), 3u + 3u + 4u) << "reviews, actions and contact";
  EXPECT_EQ(paged, whole);
  DueFilter reviews = filter;
  reviews.kind = DueKind::kReview;
  EXPECT_EQ(Must(agendas_.List(db_.AsCoordinator(), reviews, 500, {})).rows.size(), 3u);
}

}  // namespace
}  // namespace boulevard::guidance::store
