#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/time/clock.h"
#include "tests/e2e/guidance_fixture.h"
#include "tests/support/site/scene.h"

namespace boulevard::tests {
namespace {

using ::testing::Contains;
using ::testing::UnorderedElementsAre;

// Placements asks guidance, for whoever applies.
class PeersTest : public GuidanceSiteTest {
 protected:
  ApiClient Referrer(const std::string& name) {
    return site().WithToken(site().Token(Role::kReferrer, {}, Subject(name)));
  }
  Json ApplicationOf(const std::string& person, const Json& more = Json::object()) const {
    Json body = {{"youngPersonId", person}, {"programmeId", scene_.programme}, {"guidanceLevel", "light"}};
    body.update(more);
    return body;
  }
  // The facts that a referrer sends of a young person.
  static Json Referred() {
    return {{"givenName", "Example"},
            {"surname", "van Voorbeeld"},
            {"birthDate", "2005-03-01"},
            {"residentKind", "student"}};
  }

  Scene scene_{site()};
};

TEST_P(PeersTest, AnApplicationHasItsFactsFromGuidance) {
  const std::string person = Register();
  ApiClient mentor = Mentor("own");
  const Answer made = mentor.Post("/v1/applications", ApplicationOf(person));
  ASSERT_EQ(made.status(), 201) << made;
  EXPECT_EQ(made.Text("birthDate"), "2005-03-01");
  EXPECT_EQ(made.Text("residentKind"), "status-holder");
  EXPECT_EQ(made.Text("guidanceLevel"), "light") << "the estimate: there is no plan";
  EXPECT_THAT(Accesses(person), Contains("GetPersonFacts done"));

  const Answer log = site().As(Role::kAdmin).Get("/v1/accesses?youngPersonId=" + person);
  ASSERT_TRUE(log.Ok()) << log;
  const Json& newest = log.body["accesses"][0];
  EXPECT_EQ(newest["event"], "GetPersonFacts");
  EXPECT_EQ(newest["role"], "service");
  EXPECT_EQ(newest["purpose"], "placement");
  EXPECT_EQ(newest["subject"], Subject("own")) << "who asked placements";
}

TEST_P(PeersTest, TheLevelOfThePlanTakesThePlaceOfTheEstimate) {
  const std::string person = Register();
  ApiClient mentor = Mentor("own");
  const Answer plan = mentor.Post(
      "/v1/plans", {{"youngPersonId", person}, {"level", "moderate"}, {"startsOn", DaysFromToday(-10)}});
  ASSERT_EQ(plan.status(), 201) << plan;
  ASSERT_TRUE(mentor.PostTo("/v1/plans/" + plan.Text("id") + "/agreement", {{"way", "signed"}}).Ok());
  const Answer made = mentor.Post("/v1/applications", ApplicationOf(person));
  ASSERT_EQ(made.status(), 201) << made;
  EXPECT_EQ(made.Text("guidanceLevel"), "moderate");
}

TEST_P(PeersTest, WhatGuidanceKnowsIsNotTakenFromAnyoneElse) {
  ApiClient coordinator = scene_.Coordinator();
  const Answer refused =
      coordinator.Post("/v1/applications",
                       ApplicationOf(Register(), {{"birthDate", "2000-01-01"}, {"residentKind", "student"}}));
  EXPECT_EQ(refused.status(), 400);
  EXPECT_THAT(FieldsAtFault(refused),
              UnorderedElementsAre("application.birthDate", "application.residentKind"));
  Json without = ApplicationOf(Register());
  without.erase("guidanceLevel");
  EXPECT_THAT(FieldsAtFault(coordinator.Post("/v1/applications", without)),
              UnorderedElementsAre("application.guidanceLevel"));
}

TEST_P(PeersTest, OneAppliesForTheirOwnYoungPeople) {
  const std::string person = Register();
  ApiClient other = Mentor("other"), referrer = Referrer("a-servicepunt");
  EXPECT_EQ(other.Post("/v1/applications", ApplicationOf(person)).status(), 403);
  EXPECT_EQ(referrer.Post("/v1/applications", ApplicationOf(person)).status(), 403);
  EXPECT_THAT(Accesses(person), Contains("GetPersonFacts refused").Times(2));
  EXPECT_EQ(scene_.Coordinator().Post("/v1/applications", ApplicationOf(person)).status(), 201);
}

TEST_P(PeersTest, AReferrerRegistersWhomTheyReferAndSeesNoMore) {
  ApiClient referrer = Referrer("a-servicepunt"), another = Referrer("another");
  const Answer registered = referrer.Post("/v1/young-people", Referred());
  ASSERT_EQ(registered.status(), 201) << registered;
  const std::string person = registered.Text("id");
  EXPECT_EQ(referrer.Get("/v1/young-people/" + person).status(), 403);
  EXPECT_EQ(referrer.Get("/v1/young-people").status(), 403);
  EXPECT_EQ(another.Post("/v1/applications", ApplicationOf(person)).status(), 403);
  EXPECT_EQ(referrer.Post("/v1/applications", ApplicationOf(person)).status(), 201);
  EXPECT_THAT(Accesses(person), Contains("CreateYoungPerson done"));

  Json with_bsn = Referred();
  with_bsn["bsn"] = "123456782";
  EXPECT_THAT(FieldsAtFault(referrer.Post("/v1/young-people", with_bsn)),
              UnorderedElementsAre("youngPerson.bsn"));
}

TEST_P(PeersTest, NobodyIsNamedAndAClosedDossierRefuses) {
  ApiClient coordinator = scene_.Coordinator();
  const Answer unknown =
      coordinator.Post("/v1/applications", ApplicationOf(runtime::NewUuid(absl::Now()).ToString()));
  EXPECT_EQ(unknown.status(), 400);
  EXPECT_THAT(FieldsAtFault(unknown), UnorderedElementsAre("application.youngPersonId"));

  const std::string person = Register();
  ASSERT_TRUE(coordinator.Post("/v1/young-people/" + person + "/closure", {{"reason", "other"}}).Ok());
  const Answer closed = coordinator.Post("/v1/applications", ApplicationOf(person));
  EXPECT_EQ(closed.status(), 409) << closed;
  EXPECT_EQ(closed.Text("currentState"), "closed");
}

TEST_P(PeersTest, TheSameApplicationSentAgainIsAnsweredAlike) {
  const Json body = ApplicationOf(Register());
  ApiClient coordinator = scene_.Coordinator();
  const Answer first = coordinator.Post("/v1/applications", body, test_);
  ASSERT_EQ(first.status(), 201) << first;
  const Answer again = coordinator.Post("/v1/applications", body, test_);
  EXPECT_EQ(again.status(), 201) << again;
  EXPECT_EQ(again.body, first.body);
}

ON_EVERY_SHAPE(PeersTest);

}  // namespace
}  // namespace boulevard::tests
