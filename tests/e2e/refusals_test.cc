#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/site_fixture.h"

namespace boulevard::tests {
namespace {

using ::testing::UnorderedElementsAre;

// What is not allowed is refused with 409, or 400, and says why.
class RefusalTest : public SiteTest {
 protected:
  static void ExpectWrongState(const Answer& answer, const std::string& state, const Json& allowed) {
    EXPECT_EQ(answer.status(), 409) << answer;
    EXPECT_EQ(answer.http.Header("content-type"), "application/problem+json");
    EXPECT_EQ(answer.Text("currentState"), state) << answer;
    EXPECT_EQ(answer.body.value("allowedSteps", Json::array()), allowed) << answer;
  }

  // The rules that a refused offer names, with the two values compared.
  static std::vector<std::string> Rules(const Answer& answer) {
    std::vector<std::string> rules;
    for (const Json& rule : answer.body.value("rules", Json::array())) {
      rules.push_back(rule.value("rule", ""));
      EXPECT_NE(rule.value("actual", ""), "") << rule;
      EXPECT_NE(rule.value("required", ""), "") << rule;
    }
    return rules;
  }
};

TEST_P(RefusalTest, AClosedOfferTakesNoStep) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  const std::string offer = "/v1/offers/" + scene.NewOffer(scene.NewApplication(), scene.NewPlace(), 0, 30);
  ASSERT_TRUE(coordinator.Post(offer + "/revocation").Ok());
  ExpectWrongState(coordinator.Post(offer + "/acceptance"), "revoked", Json::array());
  ExpectWrongState(coordinator.Post(offer + "/revocation"), "revoked", Json::array());
  ExpectWrongState(coordinator.Post(offer + "/decline", {{"side", "young-person"}, {"reason", "rent"}}),
                   "revoked", Json::array());
}

TEST_P(RefusalTest, AConfirmedPlacementTakesOnlyItsSteps) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  const std::string stay =
      "/v1/placements/" + scene.NewPlacement(scene.NewApplication(), scene.NewPlace(), 0, 30);
  const Json allowed = {"arrive", "extend", "report-no-show", "cancel"};
  ExpectWrongState(coordinator.Post(stay + "/departure", {{"reason", "other"}, {"destination", "unknown"}}),
                   "confirmed", allowed);
  ExpectWrongState(coordinator.Post(stay + "/transfer", {{"placeId", scene.NewPlace()}}), "confirmed",
                   allowed);
}

TEST_P(RefusalTest, AnArrivedPlacementTakesOnlyItsSteps) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  const std::string stay =
      "/v1/placements/" + scene.NewPlacement(scene.NewApplication(), scene.NewPlace(), 0, 30);
  ASSERT_TRUE(coordinator.Post(stay + "/arrival").Ok());
  const Json allowed = {"extend", "transfer", "depart"};
  for (const char* step : {"/arrival", "/cancellation", "/no-show"}) {
    ExpectWrongState(coordinator.Post(stay + step), "arrived", allowed);
  }
}

TEST_P(RefusalTest, ADepartedPlacementTakesNoStep) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  const std::string stay =
      "/v1/placements/" + scene.NewPlacement(scene.NewApplication(), scene.NewPlace(), 0, 30);
  const Json departure = {{"reason", "other"}, {"destination", "unknown"}};
  ASSERT_TRUE(coordinator.Post(stay + "/arrival").Ok());
  ASSERT_TRUE(coordinator.Post(stay + "/departure", departure).Ok());
  ExpectWrongState(coordinator.Post(stay + "/departure", departure), "departed", Json::array());
  ExpectWrongState(coordinator.Post(stay + "/extension", {{"endsOn", DaysFromToday(90)}}), "departed",
                   Json::array());
}

TEST_P(RefusalTest, EveryRuleThatRefusesIsNamed) {
  Scene scene(site(), {{"residentKinds", {"student"}}, {"guidanceLevel", "light"}});
  ApiClient coordinator = scene.Coordinator();
  const std::string child = scene.NewApplication({{"birthDate", DaysFromToday(-17 * 365)},
                                                  {"residentKind", "status-holder"},
                                                  {"guidanceLevel", "intensive"}});
  const Answer refused = coordinator.Post("/v1/offers", OfferBody(child, scene.NewPlace(), 0, 30));
  EXPECT_EQ(refused.status(), 409) << refused;
  EXPECT_THAT(Rules(refused), UnorderedElementsAre("age", "resident-kind", "guidance-level"));
}

TEST_P(RefusalTest, AClosedProgrammeTakesNobody) {
  Scene scene(site(), {{"closed", true}});
  ApiClient coordinator = scene.Coordinator();
  const Answer refused =
      coordinator.Post("/v1/offers", OfferBody(scene.NewApplication(), scene.NewPlace(), 0, 30));
  EXPECT_EQ(refused.status(), 409) << refused;
  EXPECT_THAT(Rules(refused), UnorderedElementsAre("programme-closed"));
}

TEST_P(RefusalTest, AFullQuotaTakesNobodyOfThatKind) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  const std::string unit = scene.NewUnit(
      {{"quotas",
        {{{"residentKind", "student"}, {"places", 1}}, {{"residentKind", "young-person"}, {"places", 1}}}}});
  const std::string first = scene.NewPlace(unit), second = scene.NewPlace(unit);
  scene.NewPlacement(scene.NewApplication(), first, 0, 30);
  const Answer refused = coordinator.Post("/v1/offers", OfferBody(scene.NewApplication(), second, 29, 60));
  EXPECT_EQ(refused.status(), 409) << refused;
  EXPECT_THAT(Rules(refused), UnorderedElementsAre("unit-quota"));
  const Answer student = coordinator.Post(
      "/v1/offers", OfferBody(scene.NewApplication({{"residentKind", "student"}}), second, 29, 60));
  EXPECT_TRUE(student.Ok()) << student;
}

TEST_P(RefusalTest, ATakenPlaceIsRefusedWithoutSayingWho) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  const std::string place = scene.NewPlace();
  const std::string resident = scene.NewApplication();
  const std::string placement = scene.NewPlacement(resident, place, 0, 30);
  // Two days of turnaround: day 31 is not free yet, day 32 is.
  const Answer refused = coordinator.Post("/v1/offers", OfferBody(scene.NewApplication(), place, 31, 60));
  EXPECT_EQ(refused.status(), 409) << refused;
  EXPECT_EQ(refused.http.body.find(resident), std::string::npos);
  EXPECT_EQ(refused.http.body.find(placement), std::string::npos);
  EXPECT_TRUE(coordinator.Post("/v1/offers", OfferBody(scene.NewApplication(), place, 32, 60)).Ok());
}

TEST_P(RefusalTest, NobodyGetsTwoPlaces) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  const std::string application = scene.NewApplication();
  const std::string second = scene.NewOffer(application, scene.NewPlace(), 10, 40);
  scene.NewPlacement(application, scene.NewPlace(), 0, 30);
  const Answer refused = coordinator.Post("/v1/offers/" + second + "/acceptance");
  EXPECT_EQ(refused.status(), 409) << refused;
  const Answer revoked = coordinator.Get("/v1/offers/" + second);
  EXPECT_EQ(revoked.Text("revokeReason"), "another-offer-accepted") << revoked;
  const Answer another = coordinator.Post("/v1/offers", OfferBody(application, scene.NewPlace(), 50, 60));
  EXPECT_EQ(another.Text("currentState"), "placed") << another;
}

TEST_P(RefusalTest, APlaceWithSomeoneInItIsNotWithdrawn) {
  Scene scene(site());
  const std::string place = scene.NewPlace();
  scene.NewPlacement(scene.NewApplication(), place, 10, 40);
  ApiClient provider = scene.Provider();
  EXPECT_EQ(provider.Patch("/v1/places/" + place, {{"withdrawn", true}}).status(), 409);
}

TEST_P(RefusalTest, AReferenceIsGivenOnce) {
  Scene scene(site());
  const std::string unit = scene.NewUnit();
  scene.NewPlace(unit, {{"reference", "A-1"}});
  ApiClient provider = scene.Provider();
  const Answer twice = provider.Post("/v1/places", {{"unitId", unit}, {"name", "2"}, {"reference", "A-1"}});
  EXPECT_EQ(twice.status(), 409) << twice;
}

ON_EVERY_SHAPE(RefusalTest);

}  // namespace
}  // namespace boulevard::tests
