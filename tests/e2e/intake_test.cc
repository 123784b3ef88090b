#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/runtime/id/uuid.h"
#include "tests/e2e/site_fixture.h"

// From a referral to an offer that fits, over REST.
namespace boulevard::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class IntakeTest : public SiteTest {
 protected:
  ApiClient Referrer() { return site().WithToken(site().Token(Role::kReferrer, {}, "servicepunt-laak")); }
  // Of someone whom the referrer has registered.
  Json Referral(const Scene& scene) {
    const Answer registered = Referrer().Post("/v1/young-people", {{"givenName", "Example"},
                                                                   {"surname", "van Voorbeeld"},
                                                                   {"birthDate", "2005-03-01"},
                                                                   {"residentKind", "young-person"}});
    EXPECT_TRUE(registered.Ok()) << registered;
    return {{"youngPersonId", registered.Text("id")},
            {"programmeId", scene.programme},
            {"guidanceLevel", "light"},
            {"urgency", "high"},
            {"situation", "homeless-now"},
            {"situationSince", "2026-01-02"},
            {"referrerOrganisation", "Servicepunt XL"},
            {"referringContact", {{"name", "Desk"}, {"email", "desk@servicepunt.example"}}},
            {"receivingContact", {{"name", "Intake team"}, {"phone", "+31701234567"}}},
            {"wishes", {{"districts", {"Laak"}}, {"maxRentCents", 50000}}}};
  }
  static std::vector<std::string> ApplicationsOn(const Answer& list) {
    std::vector<std::string> ids;
    for (const Json& entry : list.body["entries"]) ids.push_back(entry["applicationId"]);
    return ids;
  }
};

TEST_P(IntakeTest, AReferralIsHandedOverAndPutOnTheList) {
  Scene scene(site());
  ApiClient referrer = Referrer(), coordinator = scene.Coordinator();
  const Answer made = referrer.Post("/v1/applications", Referral(scene));
  ASSERT_TRUE(made.Ok()) << made;
  EXPECT_EQ(made.Text("state"), "submitted");
  EXPECT_EQ(made.body["receivingContact"]["phone"], "+31701234567");
  EXPECT_EQ(made.Text("birthDate"), "2005-03-01") << "as guidance knows it";
  const std::string path = "/v1/applications/" + made.Text("id");
  EXPECT_EQ(referrer.Patch(path, {{"urgency", "acute"}}, "").status(), 428);
  const Answer edited = referrer.Patch(path, {{"urgency", "acute"}}, "\"" + made.Text("etag") + "\"");
  ASSERT_TRUE(edited.Ok()) << edited;
  EXPECT_EQ(referrer.Post(path + "/assessment").status(), 403);
  ASSERT_TRUE(coordinator.Post(path + "/assessment").Ok());
  const Answer late = referrer.Patch(path, {{"urgency", "normal"}});
  EXPECT_EQ(late.status(), 409);
  EXPECT_EQ(late.Text("currentState"), "in-assessment");
  ASSERT_TRUE(coordinator.Post(path + "/admission").Ok());
  const Answer list = coordinator.Get("/v1/programmes/" + scene.programme + "/waiting-list");
  ASSERT_THAT(ApplicationsOn(list), ElementsAre(made.Text("id"))) << list;
  const Json& entry = list.body["entries"][0];
  EXPECT_EQ(entry["rank"], 1);
  EXPECT_EQ(entry["priority"], 160);
  EXPECT_EQ(entry["parts"][0], (Json{{"part", "urgency"}, {"points", 100}}));
  EXPECT_EQ(entry["parts"][4], (Json{{"part", "homeless-now"}, {"points", 60}}));
  ASSERT_TRUE(referrer.Post(path + "/confirmation").Ok());
  const Answer history = referrer.Get(path + "/history");
  ASSERT_EQ(history.body["changes"].size(), 5u) << history;
  EXPECT_EQ(history.body["changes"][1]["fields"], Json::array({"urgency"}));
  EXPECT_EQ(history.body["changes"][1]["subject"], "servicepunt-laak");
  EXPECT_EQ(history.body["changes"][3]["toState"], "waiting");
}

TEST_P(IntakeTest, ASecondReferralPointsToTheFirst) {
  Scene scene(site());
  const Json referral = Referral(scene);
  ApiClient referrer = Referrer(), coordinator = scene.Coordinator();
  const Answer first = referrer.Post("/v1/applications", referral);
  const Answer second = coordinator.Post("/v1/applications", referral);
  EXPECT_EQ(second.status(), 409) << second;
  EXPECT_EQ(second.Text("existingId"), first.Text("id"));
  ASSERT_TRUE(referrer.Post("/v1/applications/" + first.Text("id") + "/withdrawal").Ok());
  EXPECT_TRUE(coordinator.Post("/v1/applications", referral).Ok());
}

TEST_P(IntakeTest, ThoseWhoMustNotShareDoNotLiveInOneUnit) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  const std::string unit = scene.NewUnit();
  const Json referral = Referral(scene);
  scene.NewPlacement(scene.NewApplication({{"youngPersonId", referral["youngPersonId"]}}),
                     scene.NewPlace(unit), 0, 30);
  const std::string other =
      scene.NewApplication({{"mustNotShareWith", Json::array({referral["youngPersonId"]})}});
  const Answer refused = coordinator.Post("/v1/offers", OfferBody(other, scene.NewPlace(unit), 29, 60));
  EXPECT_EQ(refused.status(), 409);
  ASSERT_EQ(refused.body["rules"].size(), 1u) << refused;
  EXPECT_EQ(refused.body["rules"][0]["rule"], "must-not-share");
  EXPECT_THAT(refused.http.body, ::testing::Not(HasSubstr(referral["youngPersonId"].get<std::string>())));
  EXPECT_TRUE(coordinator.Post("/v1/offers", OfferBody(other, scene.NewPlace(unit), 30, 60)).Ok());
}

TEST_P(IntakeTest, AnAdminAddsRulesAndOldDecisionsKeepTheirs) {
  Scene scene(site());
  ApiClient admin = scene.Admin(), coordinator = scene.Coordinator();
  const std::string path = "/v1/programmes/" + scene.programme + "/rule-sets";
  const std::string application = scene.NewApplication({{"wishes", {{"maxRentCents", 100}}}});
  const std::string place = scene.NewPlace();
  const Answer refused = coordinator.Post("/v1/offers", OfferBody(application, place, 0, 30));
  EXPECT_EQ(refused.body["rules"][0],
            (Json{{"rule", "rent"}, {"actual", "42500"}, {"required", "at most 100"}}));
  const Json draft = {
      {"rules", {"age", "unit-quota", "must-not-share"}},
      {"weights", {{"weekWaiting", 5}}},
      {"applicationDays", 30},
      {"declineConsequences",
       {{{"side", "young-person"}, {"reason", "rent"}, {"consequence", "pause"}, {"pauseDays", 10}}}}};
  const Answer made = admin.Post(path, draft);
  ASSERT_TRUE(made.Ok()) << made;
  EXPECT_EQ(made.body["version"], 2);
  EXPECT_EQ(coordinator.Get(path).body["ruleSets"].size(), 2u);
  EXPECT_EQ(coordinator.Get(path + "/1").body["applicationDays"], 90);
  EXPECT_EQ(coordinator.Get(path + "/3").status(), 404);
  const std::string offer = scene.NewOffer(application, place, 0, 30);
  EXPECT_EQ(coordinator.Get("/v1/offers/" + offer).body["ruleSetVersion"], 2);
  const Json decline = {{"side", "young-person"}, {"reason", "rent"}};
  ASSERT_TRUE(coordinator.Post("/v1/offers/" + offer + "/decline", decline).Ok());
  const Answer paused = coordinator.Get("/v1/applications/" + application);
  EXPECT_EQ(paused.body["pause"]["until"], DaysFromToday(10)) << paused;
  EXPECT_EQ(paused.body["pause"]["reason"], "young-person: rent");
}

TEST_P(IntakeTest, TheListIsReadInPages) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  std::vector<std::string> all, read;
  for (int i = 0; i < 5; ++i) all.push_back(scene.NewApplication());
  const std::string path = "/v1/programmes/" + scene.programme + "/waiting-list?pageSize=2&pageToken=";
  std::string token;
  do {
    const Answer page = coordinator.Get(path + token);
    ASSERT_TRUE(page.Ok()) << page;
    for (const std::string& id : ApplicationsOn(page)) read.push_back(id);
    token = page.Text("nextPageToken");
    if (read.size() == 2) scene.NewApplication({{"urgency", "acute"}});
  } while (!token.empty());
  EXPECT_EQ(read, all);
  EXPECT_EQ(coordinator.Get(path + "nonsense").status(), 400);
  EXPECT_THAT(ApplicationsOn(scene.Mentor().Get(path)), IsEmpty());
}

TEST_P(IntakeTest, FewWhoWaitAreNoFigureForWhoSeesFiguresOnly) {
  Scene scene(site());
  const std::string target = "/v1/availability?programmeId=" + scene.programme;
  scene.NewPlace();
  const auto count = [&](Role role) { return site().As(role).Get(target).body["counts"][0]; };
  EXPECT_EQ(count(Role::kCoordinator)["capacity"], "capacity");
  for (int i = 0; i < 10; ++i) scene.NewApplication();
  EXPECT_EQ(count(Role::kCoordinator)["waiting"], 10);
  EXPECT_EQ(count(Role::kCoordinator)["capacity"], "waitlist");
  EXPECT_FALSE(count(Role::kMunicipality).contains("waiting"));
  EXPECT_FALSE(scene.Provider().Get(target).body["counts"][0].contains("waiting"));
  scene.NewApplication();
  EXPECT_EQ(count(Role::kMunicipality)["waiting"], 11);
}

ON_EVERY_SHAPE(IntakeTest);

}  // namespace
}  // namespace boulevard::tests
