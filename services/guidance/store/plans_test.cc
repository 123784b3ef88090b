#include "services/guidance/domain/plans.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/guidance/domain/caseloads.h"
#include "services/guidance/domain/dossiers.h"
#include "services/guidance/domain/plan_revisions.h"
#include "services/guidance/store/plan_tables.h"
#include "services/runtime/status/errors.h"
#include "services/runtime/status/macros.h"
#include "tests/support/guidance/guidance_database.h"
#include "tests/support/must.h"

namespace boulevard::guidance::store {
namespace {

using domain::Agree;
using domain::GuidanceLevel;
using domain::Plan;
using domain::PlanChange;
using domain::PlanState;
using domain::Uuid;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PlansTest : public ::testing::Test {
 protected:
  static runtime::CallContext Own() { return tests::GuidanceDatabase::As("own"); }
  static runtime::CallContext Coordinator() { return tests::GuidanceDatabase::AsCoordinator(); }
  static absl::Status Anything(const Plan&) { return absl::OkStatus(); }

  Plan Draft() const {
    Plan draft;
    draft.young_person_id = person_;
    draft.starts_on = db_.today();
    draft.summary = "Towards a diploma.";
    draft.levels = {{.level = GuidanceLevel::kIntensive}};
    return draft;
  }
  static std::vector<PlanChange> Parts() {
    return {{.what = domain::AddGoal{{.domain = domain::LifeDomain::kHousing, .text = "A room of my own."}}},
            {.what = domain::AddAction{.action = {.text = "Register as a seeker."}, .goal_change = 0}}};
  }
  Plan Created() { return plans_.Create(Own(), Draft(), Parts()).value(); }
  Plan Made(const Uuid& id, const std::vector<PlanChange>& changes) {
    const auto made = plans_.Change(Own(), "ChangePlan", id, changes, Anything);
    EXPECT_TRUE(made.ok()) << made.status();
    return made.value_or(Plan{});
  }
  std::string Text(const std::string& sql) { return db_.Texts(sql).at(0); }
  std::optional<GuidanceLevel> CurrentLevel() {
    std::optional<GuidanceLevel> level;
    EXPECT_TRUE(db_.store()
                    .Read(tests::Soon(),
                          [&](domain::Tables& tables) -> absl::Status {
                            ASSIGN_OR_RETURN(level, tables.plans.CurrentLevel(person_));
                            return absl::OkStatus();
                          })
                    .ok());
    return level;
  }

  tests::GuidanceDatabase db_;
  const Uuid person_ = db_.MakeYoungPerson().id;
  const domain::Plans plans_{db_.store(), db_.clock()};
  const domain::PlanRevisions revisions_{db_.store(), db_.clock()};
};

TEST_F(PlansTest, WhatIsSealedIsOpenedAsItWas) {
  const Plan made = Created();
  const Plan changed = Made(
      made.id, {{.what = Agree{.way = domain::AgreementWay::kDigital}},
                {.what = domain::Activate{}},
                {.what = domain::AddReview{.outcome = "\"Good\",\n\twrote Zoë \\."}},
                {.what = domain::UpdateAction{.action_id = made.actions[0].id,
                                              .due_on = std::optional(db_.today() + 7)}},
                {.what = domain::ChangeLevel{.level = GuidanceLevel::kLight, .reason = "Less is more."}}});
  EXPECT_EQ(plans_.Get(Own(), made.id).value(), changed);
  EXPECT_EQ(revisions_.Get(Own(), made.id, 1)->plan, made);
  EXPECT_EQ(revisions_.Get(Own(), made.id, 2)->plan, changed);
  const Plan closed = Made(made.id, {{.what = domain::Close{.note = "All done."}}});
  EXPECT_EQ(plans_.Get(Own(), made.id).value(), closed);
}

TEST_F(PlansTest, ADumpShowsNoText) {
  const Plan made = Created();
  Made(made.id, {{.what = domain::UpdatePlan{.summary = "A secret of theirs."}}});
  for (const char* table : {"plans", "plan_revisions"}) {
    SCOPED_TRACE(table);
    EXPECT_GT(db_.Int(std::string("SELECT COUNT(*) FROM ") + table), 0);
    for (const char* text : {"A room of my own", "Register as", "Towards a diploma", "A secret"}) {
      EXPECT_EQ(
          db_.Int(std::string("SELECT COUNT(*) FROM ") + table + " WHERE INSTR(content, '" + text + "') > 0"),
          0);
    }
  }
}

TEST_F(PlansTest, WhatIsCountedStandsBesideTheContent) {
  const Plan made = Created();
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM plan_goals WHERE domain = 'housing' AND lifecycle = "
                    "'proposed' AND achievement = 'in-progress' AND target_on IS NULL"),
            1);
  Made(made.id, {{.what = Agree{}},
                 {.what = domain::Activate{}},
                 {.what = domain::AddReview{}},
                 {.what = domain::UpdateGoal{.goal_id = made.goals[0].id,
                                             .target_date = std::optional(db_.today() + 30)}},
                 {.what = domain::UpdateAction{.action_id = made.actions[0].id,
                                               .due_on = std::optional(db_.today() + 7)}}});
  EXPECT_EQ(Text("SELECT CONCAT(state, ' ', level, ' ', DATEDIFF(next_review_on, starts_on), ' ', "
                 "revision) FROM plans"),
            "active intensive 42 2");
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM plan_goals WHERE lifecycle = 'accepted' AND "
                    "target_on IS NOT NULL"),
            1);
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM plan_actions a JOIN plan_goals g ON g.id = a.goal_id "
                    "WHERE a.due_on IS NOT NULL AND a.done_on IS NULL"),
            1);
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM plan_reviews WHERE planned_on > held_on"), 1);
  Made(made.id, {{.what = domain::UpdateAction{.action_id = made.actions[0].id, .cancelled = true}}});
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM plan_actions WHERE due_on IS NOT NULL"), 0);
}

TEST_F(PlansTest, ManyPartsAreAllWritten) {
  std::vector<PlanChange> parts;
  for (int i = 0; i < 19; ++i) parts.push_back(Parts()[0]);
  const Plan made = plans_.Create(Own(), Draft(), parts).value();
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM plan_goals"), 19);
  Made(made.id, {{.what = domain::UpdateGoal{.goal_id = made.goals[9].id,
                                             .lifecycle = domain::GoalLifecycle::kActive}}});
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM plan_goals WHERE lifecycle = 'active'"), 1);
}

TEST_F(PlansTest, WhoFollowsIsToldOfAgreementsAndLevels) {
  const Plan made = Created();
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM outbox WHERE kind <> 'young-person.registered'"), 0);
  Made(made.id, {{.what = Agree{}}});
  const std::string start = R"({"planId":")" + made.id.ToString() + R"(","level":")";
  EXPECT_EQ(Text("SELECT payload FROM outbox WHERE kind = 'plan.agreed'"),
            start + R"(intensive","on":"2026-03-02"})");
  Made(made.id, {{.what = domain::ChangeLevel{.level = GuidanceLevel::kLight, .reason = "Well."}}});
  EXPECT_EQ(Text("SELECT payload FROM outbox WHERE kind = 'guidance.level-changed'"),
            start + R"(light","on":"2026-03-02"})");
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM outbox o JOIN young_people y ON y.id = o.subject WHERE "
                    "kind <> 'young-person.registered'"),
            2);
}

TEST_F(PlansTest, TheLevelIsThatOfThePlanThatIsAgreed) {
  EXPECT_EQ(CurrentLevel(), std::nullopt);
  const Plan made = Created();
  EXPECT_EQ(CurrentLevel(), std::nullopt) << "a draft is nobody's level";
  Made(made.id, {{.what = Agree{}}});
  EXPECT_EQ(CurrentLevel(), GuidanceLevel::kIntensive);
  Made(made.id, {{.what = domain::Activate{}},
                 {.what = domain::ChangeLevel{.level = GuidanceLevel::kModerate, .reason = "Well."}}});
  EXPECT_EQ(CurrentLevel(), GuidanceLevel::kModerate);
  Made(made.id, {{.what = domain::Close{}}});
  EXPECT_EQ(CurrentLevel(), std::nullopt);
}

TEST_F(PlansTest, OnlyTheirMentorChangesAPlan) {
  const Plan made = Created();
  const PlanChange change{.what = domain::UpdatePlan{.summary = "Mine now."}};
  const auto as = [&](const runtime::CallContext& context) {
    return plans_.Change(context, "UpdatePlan", made.id, std::span(&change, 1), Anything).status().code();
  };
  EXPECT_EQ(as(tests::GuidanceDatabase::As("other")), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(as(Coordinator()), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(plans_.Get(tests::GuidanceDatabase::As("other"), made.id).status().code(),
            absl::StatusCode::kPermissionDenied);
  const domain::Dossiers dossiers(db_.store(), db_.clock());
  ASSERT_TRUE(dossiers.BreakGlass(tests::GuidanceDatabase::As("other"), person_, "They ask.").ok());
  EXPECT_EQ(plans_.Get(tests::GuidanceDatabase::As("other"), made.id)->summary, made.summary);
  EXPECT_EQ(revisions_.Get(tests::GuidanceDatabase::As("other"), made.id, 1)->plan, made);
  EXPECT_EQ(as(tests::GuidanceDatabase::As("other")), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(as(Own()), absl::StatusCode::kOk);
}

TEST_F(PlansTest, CoordinatorsSeeNoText) {
  const Plan made = Created();
  const Plan seen = plans_.Get(Coordinator(), made.id).value();
  EXPECT_EQ(seen, domain::Withhold(made));
  EXPECT_EQ(seen.summary + seen.goals[0].text + seen.actions[0].text, "");
  EXPECT_THAT(plans_.List(Coordinator(), {}, {})->rows, ElementsAre(seen));
  EXPECT_THAT(plans_.List(Own(), {}, {})->rows, ElementsAre(made));
  EXPECT_THAT(plans_.List(tests::GuidanceDatabase::As("other"), {}, {})->rows, IsEmpty());
  EXPECT_THAT(plans_.List(Own(), {.state = PlanState::kActive}, {})->rows, IsEmpty());
  EXPECT_EQ(
      plans_.List(tests::GuidanceDatabase::As("other"), {.young_person_id = person_}, {}).status().code(),
      absl::StatusCode::kPermissionDenied);
}

TEST_F(PlansTest, WhatIsRefusedLeavesNoTraceInThePlan) {
  const Plan made = Created();
  const std::vector<PlanChange> changes = {{.what = domain::UpdatePlan{.summary = "Half of it."}},
                                           {.what = domain::AddReview{}}};
  EXPECT_EQ(plans_.Change(Own(), "ChangePlan", made.id, changes, Anything).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(plans_.Get(Own(), made.id).value(), made);
  EXPECT_EQ(db_.Int("SELECT COUNT(*) FROM plan_revisions"), 1);
}

TEST_F(PlansTest, ThereIsOnePlanThatIsNotClosed) {
  const Plan first = Created();
  const absl::Status second = plans_.Create(Own(), Draft(), Parts()).status();
  EXPECT_EQ(second.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(runtime::DetailsOf(second).existing_id, first.id.ToString());
  Made(first.id, {{.what = domain::Close{}}});
  EXPECT_TRUE(plans_.Create(Own(), Draft(), Parts()).ok());
}

TEST_F(PlansTest, AClosedDossierHasNoOpenPlan) {
  const Plan made = Created();
  const domain::Dossiers dossiers(db_.store(), db_.clock());
  ASSERT_TRUE(dossiers.Close(Coordinator(), person_, domain::DossierClosingReason::kOther).ok());
  const Plan closed = plans_.Get(Coordinator(), made.id).value();
  EXPECT_EQ(closed.state, PlanState::kClosed);
  EXPECT_EQ(closed.closure->reason, domain::PlanClosingReason::kDossierClosed);
  EXPECT_EQ(Text("SELECT CONCAT(subject, ' ', kinds, ' ', mentor_id IS NULL) FROM plan_revisions "
                 "WHERE number = 2"),
            "coordinator close 1");
}

TEST_F(PlansTest, RevisionsAreListedAndCompared) {
  const Plan made = Created();
  Made(made.id, {{.what = domain::UpdatePlan{.summary = "Another."}}});
  Made(made.id, {{.what = Agree{}}});
  const auto page = revisions_.List(Own(), made.id, std::nullopt, 2).value();
  ASSERT_EQ(page.rows.size(), 2u);
  EXPECT_TRUE(page.more);
  EXPECT_EQ(page.rows[0].number, 3);
  EXPECT_EQ(page.rows[0].subject, "own");
  EXPECT_EQ(page.rows[0].mentor_id, db_.own());
  EXPECT_THAT(page.rows[0].kinds, ElementsAre(domain::PlanChangeKind::kAgree));
  EXPECT_EQ(revisions_.List(Own(), made.id, 2, 2)->rows.at(0).number, 1);

  const auto compared = revisions_.Compare(Own(), made.id, 2, 1).value();
  EXPECT_EQ(compared.earlier.note.number, 1);
  EXPECT_THAT(compared.differences,
              ElementsAre(domain::FieldDifference{"summary", "Towards a diploma.", "Another."}));
  EXPECT_EQ(revisions_.Compare(Own(), made.id, 1, std::nullopt)->later.note.number, 3);
  EXPECT_EQ(revisions_.Get(Own(), made.id, 4).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(PlansTest, PlansOutliveANewMasterKey) {
  const Plan made = Created();
  ASSERT_TRUE(runtime::vault::KeyRing::Advance(db_.ring(), absl::Now()).ok());
  for (const auto& table : {PlansTable(), PlanRevisionsTable()}) {
    const auto resealed = runtime::vault::ResealAll(db_.pool(), db_.vault(), table, tests::Soon());
    ASSERT_TRUE(resealed.ok()) << resealed.status();
    EXPECT_EQ(resealed->records, 1) << table.table;
  }
  EXPECT_EQ(plans_.Get(Own(), made.id).value(), made);
  EXPECT_EQ(revisions_.Get(Own(), made.id, 1)->plan, made);
}

TEST_F(PlansTest, OfSomeoneWhoWasAnonymisedThereIsWhatIsCounted) {
  const Plan made = Created();
  for (const char* table : {"plans", "plan_revisions"}) {
    db_.Execute(std::string("UPDATE ") + table + " SET content = NULL, master_key = NULL, data_key = NULL");
  }
  const Plan left = plans_.Get(Coordinator(), made.id).value();
  EXPECT_EQ(left.level(), made.level());
  EXPECT_EQ(left.starts_on, made.starts_on);
  EXPECT_THAT(left.goals, IsEmpty());
  EXPECT_EQ(revisions_.List(Own(), made.id, std::nullopt, 2)->rows.size(), 1u);
  EXPECT_EQ(revisions_.Get(Own(), made.id, 1).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(PlansTest, EveryCallIsInTheAccessLog) {
  const Plan made = Created();
  ASSERT_TRUE(plans_.Get(Own(), made.id).ok());
  ASSERT_TRUE(plans_.List(Own(), {}, {}).ok());
  Made(made.id, {{.what = domain::UpdatePlan{.summary = "Another."}}});
  ASSERT_TRUE(revisions_.List(Own(), made.id, std::nullopt, 2).ok());
  EXPECT_EQ(Text("SELECT GROUP_CONCAT(event ORDER BY id) FROM access_log WHERE resource = 'plan' AND "
                 "resource_id IS NOT NULL AND person IS NOT NULL"),
            "CreatePlan,GetPlan,ListPlans,ChangePlan,ListPlanRevisions");
}

}  // namespace
}  // namespace boulevard::guidance::store
