#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/guidance_fixture.h"

namespace boulevard::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

constexpr int kEditors = 4;
constexpr int kChangesEach = 5;

// A young person of the mentor "own", with a plan.
class GuidancePlansTest : public GuidanceSiteTest {
 protected:
  void SetUp() override {
    GuidanceSiteTest::SetUp();
    person_ = Register();
    const Answer made = Own().Post("/v1/plans", Draft());
    ASSERT_EQ(made.status(), 201) << made;
    plan_ = "/v1/plans/" + made.Text("id");
    goal_ = plan_ + "/goals/" + made.body["goals"][0].value("id", "");
  }

  ApiClient Own() { return Mentor("own"); }
  Json Draft() const {
    return {{"youngPersonId", person_},
            {"level", "intensive"},
            {"startsOn", DaysFromToday(-10)},
            {"summary", Secret("summary")},
            {"goals", {{{"domain", "housing"}, {"text", Secret("goal")}, {"targetDate", DaysFromToday(90)}}}},
            {"actions", {{{"doer", "young-person"}, {"text", Secret("action")}}}}};
  }
  // Nowhere else on the site.
  std::string Secret(const std::string& what) const { return absl::StrCat("Secret ", what, " of ", test_); }
  static Json Changes(const Json& changes) { return {{"changes", changes}}; }
  void BringToActive() {
    ApiClient own = Own();
    ASSERT_TRUE(own.PostTo(plan_ + "/agreement", {{"way", "signed"}}).Ok());
    ASSERT_TRUE(own.PostTo(plan_ + "/activation").Ok());
  }

  std::string person_, plan_, goal_;
};

TEST_P(GuidancePlansTest, APlanGoesItsWay) {
  ApiClient own = Own();
  const Answer draft = own.Get(plan_);
  EXPECT_EQ(draft.Text("state"), "draft");
  EXPECT_EQ(draft.body["awaitsAgreement"], true);
  EXPECT_EQ(own.PostTo(plan_ + "/activation").status(), 409);
  const Answer agreed =
      own.PostTo(plan_ + "/agreement", {{"way", "signed"}, {"agreedOn", DaysFromToday(-2)}});
  ASSERT_TRUE(agreed.Ok()) << agreed;
  EXPECT_EQ(agreed.Text("state"), "agreed");
  EXPECT_EQ(agreed.body["agreement"],
            Json({{"agreedOn", DaysFromToday(-2)}, {"way", "signed"}, {"revision", 2}}));
  EXPECT_EQ(agreed.body["goals"][0]["lifecycle"], "accepted");
  EXPECT_EQ(own.PostTo(plan_ + "/activation").Text("nextReviewOn"), DaysFromToday(42));
  const Answer lighter =
      own.PostTo(plan_ + "/level-changes", {{"level", "light"}, {"reason", "School goes well."}});
  ASSERT_TRUE(lighter.Ok()) << lighter;
  EXPECT_EQ(lighter.Text("level"), "light");
  EXPECT_EQ(lighter.body["levelChanges"].size(), 2u);
  EXPECT_EQ(lighter.Text("nextReviewOn"), DaysFromToday(84));
  EXPECT_EQ(lighter.body["awaitsAgreement"], true);
  const Answer reviewed = own.PostTo(plan_ + "/reviews", {{"outcome", "Going on."}});
  ASSERT_TRUE(reviewed.Ok()) << reviewed;
  const std::string review = reviewed.body["reviews"][0]["id"];
  EXPECT_EQ(
      own.Patch(plan_ + "/reviews/" + review, {{"outcome", "Two goals."}}).body["reviews"][0]["outcome"],
      "Two goals.");
  const Answer closed = own.PostTo(plan_ + "/closure", {{"reason", "goals-reached"}, {"note", "Done."}});
  ASSERT_TRUE(closed.Ok()) << closed;
  EXPECT_EQ(closed.Text("state"), "closed");
  EXPECT_EQ(own.Patch(plan_, {{"summary", "More."}}).status(), 409);
  EXPECT_EQ(own.Get(plan_).body, closed.body);
  EXPECT_EQ(own.Post("/v1/plans", Draft()).status(), 201) << "another may begin";
}

TEST_P(GuidancePlansTest, WhatIsAbsentStaysAndNullTakesAway) {
  ApiClient own = Own();
  const Answer renamed = own.Patch(goal_, {{"text", "A room of my own."}});
  ASSERT_TRUE(renamed.Ok()) << renamed;
  EXPECT_EQ(renamed.body["goals"][0]["targetDate"], DaysFromToday(90));
  const Answer cleared = own.Patch(goal_, {{"targetDate", nullptr}});
  EXPECT_FALSE(cleared.body["goals"][0].contains("targetDate")) << cleared;
  EXPECT_EQ(cleared.body["goals"][0]["text"], "A room of my own.");
  EXPECT_THAT(FieldsAtFault(own.Patch(goal_, {{"text", nullptr}})), ElementsAre("goal.text"));
  EXPECT_THAT(FieldsAtFault(own.Patch(plan_, {{"level", "light"}, {"state", "active"}})),
              UnorderedElementsAre("plan.level", "plan.state"));
  EXPECT_EQ(own.Patch(plan_ + "/goals/" + test_, {{"text", "No such."}}).status(), 404);
}

TEST_P(GuidancePlansTest, EveryChangeNamesTheVersionThatItChanges) {
  ApiClient own = Own();
  const std::string etag = own.Get(plan_).http.Header("etag");
  EXPECT_EQ(own.Patch(plan_, {{"summary", "Mine."}}, "").status(), 428);
  const std::vector<std::pair<std::string, Json>> posts = {
      {"/goals", {{"domain", "finance"}, {"text", "No debts."}}},
      {"/actions", {{"doer", "mentor"}, {"text", "Call."}}},
      {"/agreement", {{"way", "oral"}}},
      {"/activation", Json::object()},
      {"/level-changes", {{"level", "light"}, {"reason", "Well."}}},
      {"/reviews", {{"outcome", "Well."}}},
      {"/changes", Changes({{{"updatePlan", {{"summary", "Mine."}}}}})},
      {"/closure", {{"reason", "other"}}}};
  for (const auto& [path, body] : posts) EXPECT_EQ(own.PostTo(plan_ + path, body, "").status(), 428) << path;

  EXPECT_EQ(own.PostTo(plan_ + "/goals", posts[0].second, etag).status(), 200);
  for (const auto& [path, body] : posts) {
    const Answer late = own.PostTo(plan_ + path, body, etag);
    EXPECT_EQ(late.status(), 412) << path;
    EXPECT_EQ(late.body["current"]["revision"], 2) << late;
    EXPECT_EQ(late.http.Header("etag"), own.Get(plan_).http.Header("etag"));
  }
  EXPECT_EQ(own.Patch(goal_, {{"text", "Late."}}, etag).status(), 412);
  const Answer now = own.Get(plan_);
  EXPECT_EQ(now.body["revision"], 2);
  EXPECT_EQ(now.body["goals"].size(), 2u);
}

TEST_P(GuidancePlansTest, SeveralChangesAreOneRevision) {
  ApiClient own = Own();
  const std::string goal = own.Get(plan_).body["goals"][0]["id"];
  const Answer changed = own.PostTo(
      plan_ + "/changes",
      Changes({{{"updateGoal", {{"goalId", goal}, {"lifecycle", "active"}, {"clearTarget", true}}}},
               {{"addGoal", {{"domain", "finance"}, {"text", "No debts."}}}},
               {{"addAction", {{"goalChange", 1}, {"doer", "mentor"}, {"text", "Call the bank."}}}},
               {{"agree", {{"way", "oral"}}}},
               {{"activate", Json::object()}}}));
  ASSERT_TRUE(changed.Ok()) << changed;
  EXPECT_EQ(changed.body["revision"], 2);
  EXPECT_EQ(changed.Text("state"), "active");
  EXPECT_FALSE(changed.body["goals"][0].contains("targetDate"));
  EXPECT_EQ(changed.body["actions"][1]["goalId"], changed.body["goals"][1]["id"]);
  const Answer revisions = own.Get(plan_ + "/revisions");
  ASSERT_EQ(revisions.body["revisions"].size(), 2u) << revisions;
  EXPECT_EQ(revisions.body["revisions"][0]["kinds"],
            Json({"update-goal", "add-goal", "add-action", "agree", "activate"}));
  EXPECT_EQ(revisions.body["revisions"][1]["kinds"], Json({"create"}));
}

TEST_P(GuidancePlansTest, OfSeveralChangesAllAreMadeOrNone) {
  ApiClient own = Own();
  const Answer before = own.Get(plan_);
  const std::string goal = before.body["goals"][0]["id"];
  const Answer refused = own.PostTo(
      plan_ + "/changes",
      Changes(
          {{{"updatePlan", {{"summary", "Half of it."}}}},
           {{"addAction", {{"goalId", test_}, {"doer", "mentor"}, {"text", "For nobody."}}}},
           {{"updateGoal", {{"goalId", goal}, {"targetDate", DaysFromToday(3)}, {"clearTarget", true}}}}}));
  EXPECT_EQ(refused.status(), 400);
  EXPECT_THAT(FieldsAtFault(refused), ElementsAre("changes[2].updateGoal.targetDate"));
  const Answer unknown =
      own.PostTo(plan_ + "/changes",
                 Changes({{{"updatePlan", {{"summary", "Half of it."}}}},
                          {{"addAction", {{"goalId", test_}, {"doer", "mentor"}, {"text", "For nobody."}}}},
                          {{"updateGoal", {{"goalId", goal}, {"lifecycle", "completed"}}}}}));
  EXPECT_THAT(FieldsAtFault(unknown),
              UnorderedElementsAre("changes[1].addAction.goalId", "changes[2].updateGoal.lifecycle",
                                   "changes[2].updateGoal.achievement"));
  const Answer malformed =
      own.PostTo(plan_ + "/changes",
                 Changes({{{"updateGoal", {{"goalId", goal}, {"targetDate", "soon"}}}}, Json::object()}));
  EXPECT_THAT(FieldsAtFault(malformed), ElementsAre("changes[0].updateGoal.targetDate"));
  EXPECT_THAT(FieldsAtFault(own.PostTo(plan_ + "/changes", Changes(Json::array({Json::object()})))),
              ElementsAre("changes[0]"));
  const Answer too_early =
      own.PostTo(plan_ + "/changes",
                 Changes({{{"updatePlan", {{"summary", "Half of it."}}}}, {{"addReview", Json::object()}}}));
  EXPECT_EQ(too_early.status(), 409);
  EXPECT_THAT(FieldsAtFault(too_early), ElementsAre("changes[1].addReview"));
  EXPECT_EQ(own.Get(plan_).body, before.body);
}

TEST_P(GuidancePlansTest, RevisionsAreListedReadAndCompared) {
  ApiClient own = Own();
  own.Patch(plan_, {{"summary", "Another."}});
  own.Patch(goal_, {{"targetDate", nullptr}});
  const std::string revisions = plan_ + "/revisions";
  const Answer compared = own.Get(revisions + "?compare=1,3");
  ASSERT_TRUE(compared.Ok()) << compared;
  ASSERT_EQ(compared.body["revisions"].size(), 2u) << compared;
  EXPECT_EQ(compared.body["revisions"][0]["number"], 3);
  const std::string goal = absl::StrCat("goals[", goal_.substr(goal_.size() - 36), "]");
  const Json expected = {{{"path", "summary"}, {"oldValue", Secret("summary")}, {"newValue", "Another."}},
                         {{"path", goal + ".targetDate"}, {"oldValue", DaysFromToday(90)}}};
  EXPECT_EQ(compared.body["revisions"][0]["differences"], expected);
  EXPECT_EQ(own.Get(revisions + "?compare=1").body, compared.body) << "with the newest";
  const Answer third = own.Get(revisions + "/3?compare=1");
  EXPECT_EQ(third.body["differences"], expected) << third;
  EXPECT_EQ(own.Get(revisions + "/1").body["plan"]["summary"], Secret("summary"));
  EXPECT_EQ(third.body["plan"], own.Get(plan_).body);
  EXPECT_EQ(own.Get(revisions + "/4").status(), 404);
  EXPECT_THAT(FieldsAtFault(own.Get(revisions + "?compare=1,2,3")), ElementsAre("compare"));

  const Answer first = own.Get(revisions + "?pageSize=2");
  EXPECT_EQ(first.body["revisions"][1]["number"], 2) << first;
  const Answer rest = own.Get(revisions + "?pageSize=2&pageToken=" + first.Text("nextPageToken"));
  ASSERT_EQ(rest.body["revisions"].size(), 1u) << rest;
  EXPECT_EQ(rest.body["revisions"][0]["number"], 1);
  EXPECT_EQ(rest.Text("nextPageToken"), "");
}

TEST_P(GuidancePlansTest, WhoSeesWhat) {
  BringToActive();
  ApiClient other = Mentor("other"), coordinator = site().As(Role::kCoordinator);
  const Answer summary = coordinator.Get(plan_);
  ASSERT_TRUE(summary.Ok()) << summary;
  EXPECT_EQ(summary.Text("level"), "intensive");
  EXPECT_EQ(summary.body["goals"][0]["domain"], "housing");
  EXPECT_EQ(summary.http.body.find("Secret"), std::string::npos);
  const Answer list = coordinator.Get("/v1/plans?youngPersonId=" + person_);
  EXPECT_EQ(list.body["plans"], Json::array({summary.body}));
  EXPECT_EQ(coordinator.Get(plan_ + "/revisions").status(), 403);

  EXPECT_EQ(other.Get(plan_).status(), 403);
  EXPECT_EQ(other.Get(plan_ + "/revisions/1").status(), 403);
  EXPECT_TRUE(other.Get("/v1/plans").body["plans"].empty());
  EXPECT_EQ(Own().Get("/v1/plans").body["plans"].size(), 1u);
  BreakGlass(person_);
  EXPECT_EQ(other.Get(plan_).Text("summary"), Secret("summary"));
  EXPECT_EQ(other.Patch(plan_, {{"summary", "Theirs."}}).status(), 403) << "to read, and no more";
  EXPECT_EQ(other.PostTo(plan_ + "/closure", {{"reason", "other"}}).status(), 403);
}

TEST_P(GuidancePlansTest, TheDossierTakesThePlanAlongWhenItCloses) {
  ApiClient coordinator = site().As(Role::kCoordinator);
  ASSERT_TRUE(coordinator.Post("/v1/young-people/" + person_ + "/closure", {{"reason", "too-old"}}).Ok());
  EXPECT_EQ(coordinator.Get(plan_).body["closure"]["reason"], "dossier-closed");
}

// Whoever reads, changes and reads again when they were late loses nothing, and overwrites nothing.
TEST_P(GuidancePlansTest, ARaceOfEditorsLosesNoChange) {
  std::atomic<int> late = 0;
  std::vector<std::thread> editors;
  for (int editor = 0; editor < kEditors; ++editor) {
    editors.emplace_back([&, editor] {
      ApiClient own = Own();
      for (int i = 0; i < kChangesEach; ++i) {
        while (true) {
          const Answer read = own.Get(plan_);
          const std::string summary = absl::StrCat(read.Text("summary"), "[", editor, ".", i, "]");
          const std::string etag = read.http.Header("etag");
          const Answer changed =
              editor % 2 == 0
                  ? own.Patch(plan_, {{"summary", summary}}, etag)
                  : own.PostTo(plan_ + "/changes", Changes({{{"updatePlan", {{"summary", summary}}}}}), etag);
          if (changed.Ok()) break;
          ASSERT_TRUE(changed.status() == 412 || changed.status() == 409) << changed;
          ++late;
        }
      }
    });
  }
  for (std::thread& editor : editors) editor.join();
  const Answer plan = Own().Get(plan_);
  for (int editor = 0; editor < kEditors; ++editor) {
    for (int i = 0; i < kChangesEach; ++i) {
      const std::string mark = absl::StrCat("[", editor, ".", i, "]");
      EXPECT_NE(plan.Text("summary").find(mark), std::string::npos) << mark;
    }
  }
  EXPECT_EQ(plan.body["revision"], 1 + kEditors * kChangesEach);
  EXPECT_GT(late, 0) << "nobody was in anybody's way: this was no race";
}

TEST_P(GuidancePlansTest, ADumpOfTheDatabaseShowsNoText) {
  if (GetParam() == Shape::kExternal) return;  // its database is its own
  Own().PostTo(plan_ + "/closure", {{"reason", "other"}, {"note", Secret("note")}});
  const std::filesystem::path folder =
      GetParam() == Shape::kSplit ? site().folder() / "database" : site().data_dir() / "mariadb";
  const Finished dump = RunToEnd({"/usr/bin/mariadb-dump", "--no-defaults", "--user=root", "--skip-hex-blob",
                                  "--socket=" + (folder / "mariadb.sock").string(), "--all-databases"},
                                 site().folder() / "plans.sql");
  ASSERT_EQ(dump.exit_code, 0);
  EXPECT_NE(dump.output.find("plan_revisions"), std::string::npos);
  EXPECT_NE(dump.output.find(Subject("own")), std::string::npos) << "what is not sealed is readable";
  EXPECT_EQ(dump.output.find("Secret "), std::string::npos);
}

ON_EVERY_SHAPE(GuidancePlansTest);

}  // namespace
}  // namespace boulevard::tests
