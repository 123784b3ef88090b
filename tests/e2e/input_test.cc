#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/site_fixture.h"

namespace boulevard::tests {
namespace {

using ::testing::UnorderedElementsAre;

// Bad input is answered with 400, every field at fault and the rule, and nothing is written.
class InputTest : public SiteTest {
 protected:
  static void ExpectFault(const Answer& answer, const std::string& field, const std::string& rule) {
    EXPECT_EQ(answer.status(), 400) << answer;
    EXPECT_EQ(answer.http.Header("content-type"), "application/problem+json");
    for (const Json& error : answer.body.value("errors", Json::array())) {
      if (error.value("field", "") != field) continue;
      EXPECT_EQ(error.value("rule", ""), rule) << answer;
      EXPECT_NE(error.value("detail", ""), "") << answer;
      return;
    }
    ADD_FAILURE() << field << " is not named: " << answer;
  }

  static size_t PlacesOf(const Scene& scene) {
    ApiClient provider = scene.Provider();
    return provider.Get("/v1/places?facilityId=" + scene.facility).body["places"].size();
  }
};

TEST_P(InputTest, EveryFaultIsNamedAndNothingIsWritten) {
  Scene scene(site());
  ApiClient provider = scene.Provider();
  const Answer refused = provider.Post("/v1/places", {{"unitId", "no-uuid"},
                                                      {"name", std::string(61, 'x')},
                                                      {"rentCents", -1},
                                                      {"availableFrom", "2026-02-30"},
                                                      {"district", "Laak"}});
  ExpectFault(refused, "place.unitId", "uuid");
  ExpectFault(refused, "place.name", "max-length");
  ExpectFault(refused, "place.rentCents", "minimum");
  ExpectFault(refused, "place.availableFrom", "date");
  ExpectFault(refused, "place.district", "output-only");
  EXPECT_EQ(FieldsAtFault(refused).size(), 5u) << refused;
  EXPECT_EQ(PlacesOf(scene), 0u);
}

TEST_P(InputTest, WhatIsMissingIsNamed) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  const Answer refused = coordinator.Post("/v1/applications", Json::object());
  EXPECT_EQ(refused.status(), 400);
  EXPECT_THAT(FieldsAtFault(refused),
              UnorderedElementsAre("application.youngPersonId", "application.programmeId"));
}

TEST_P(InputTest, NestedFieldsAreNamedByTheirPath) {
  Scene scene(site());
  ApiClient provider = scene.Provider();
  const Json window = {{"weekday", "monday"}, {"from", "22:00"}, {"until", "06:00"}};
  Json bad = window;
  bad["from"] = "25:00";
  const Answer refused =
      provider.Patch("/v1/facilities/" + scene.facility, {{"supervisionWindows", {window, bad}}});
  ExpectFault(refused, "facility.supervisionWindows[1].from", "time-of-day");
}

TEST_P(InputTest, AnUpdateChangesOnlyWhatItCarries) {
  Scene scene(site());
  ApiClient provider = scene.Provider();
  const std::string place = "/v1/places/" + scene.NewPlace();
  const Answer changed = provider.Patch(place, {{"rentCents", 50000}});
  ASSERT_TRUE(changed.Ok()) << changed;
  EXPECT_EQ(changed.body["rentCents"], 50000);
  EXPECT_EQ(changed.Text("name"), "12B");
  ExpectFault(provider.Patch(place, {{"unitId", scene.NewUnit()}}), "place.unitId", "immutable");
  ExpectFault(provider.Patch(place, {{"name", ""}}), "place.name", "required");
  EXPECT_EQ(provider.Patch(place, Json::object()).status(), 400);
}

TEST_P(InputTest, FieldsThatDoNotExistAreRefused) {
  Scene scene(site());
  ApiClient provider = scene.Provider();
  const Answer body =
      provider.Post("/v1/units", {{"facilityId", scene.facility}, {"name", "A"}, {"colour", "red"}});
  EXPECT_EQ(body.status(), 400);
  EXPECT_THAT(body.http.body, ::testing::HasSubstr("colour"));
  const Answer query = provider.Get("/v1/places?colour=red");
  EXPECT_EQ(query.status(), 400);
  EXPECT_THAT(query.http.body, ::testing::HasSubstr("colour"));
}

TEST_P(InputTest, QueriesAreHeldAgainstTheRules) {
  Scene scene(site());
  ApiClient provider = scene.Provider();
  ExpectFault(provider.Get("/v1/available-places?pageSize=501"), "pageSize", "maximum");
  ExpectFault(provider.Get("/v1/available-places?pageSize=0"), "pageSize", "minimum");
  ExpectFault(provider.Get("/v1/available-places?from=tomorrow"), "from", "date");
  EXPECT_EQ(provider.Get("/v1/available-places?residentKind=adult").status(), 400);
  EXPECT_EQ(provider.Get("/v1/available-places?accessible=perhaps").status(), 400);
  EXPECT_EQ(provider.Get("/v1/available-places?from=" + DaysFromToday(-1)).status(), 400);
}

TEST_P(InputTest, TextThatIsNoJsonIsRefused) {
  Scene scene(site());
  ApiClient provider = scene.Provider();
  const ApiClient::Headers json = {{"Content-Type", "application/json"}};
  for (const char* body :
       {"{", "[]", "null", "\"unit\"", "\xef\xbb\xbf{}", "{\"name\": 1}", "{\"name\": \"\xff\"}", " ", ""}) {
    EXPECT_EQ(provider.Send("POST", "/v1/units", json, body).status(), 400) << body;
  }
}

TEST_P(InputTest, WhatCannotBeReadAndWhatBreaksARuleAreNamedTogether) {
  Scene scene(site());
  ApiClient provider = scene.Provider();
  const Answer refused = provider.Post("/v1/places?nothing=1", {{"unitId", scene.NewUnit()},
                                                                {"name", std::string(61, 'x')},
                                                                {"rentCents", "much"},
                                                                {"availableFrom", "2026-02-30"}});
  ExpectFault(refused, "place.rentCents", "type");
  ExpectFault(refused, "nothing", "unknown-parameter");
  ExpectFault(refused, "place.name", "max-length");
  ExpectFault(refused, "place.availableFrom", "date");
  EXPECT_EQ(FieldsAtFault(refused).size(), 4u) << refused;
  const std::string latin1 = "{\"name\": \"Caf\xe9\", \"rentCents\": -1}";
  const Answer garbled = provider.Send("POST", "/v1/places", {{"Content-Type", "application/json"}}, latin1);
  ExpectFault(garbled, "place.name", "encoding");
  ExpectFault(garbled, "place.rentCents", "minimum");
  EXPECT_EQ(PlacesOf(scene), 0u);
}

TEST_P(InputTest, DatesThatDoNotFitEachOtherAreRefused) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  const std::string application = scene.NewApplication(), place = scene.NewPlace();
  EXPECT_EQ(coordinator.Post("/v1/offers", OfferBody(application, place, -1, 30)).status(), 400);
  EXPECT_EQ(coordinator.Post("/v1/offers", OfferBody(application, place, 30, 30)).status(), 400);
}

TEST_P(InputTest, WhatIsNotThereIs404) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  const std::string nobody = "01890000-0000-7000-8000-000000000000";
  EXPECT_EQ(coordinator.Get("/v1/places/" + nobody).status(), 404);
  EXPECT_EQ(coordinator.Post("/v1/placements/" + nobody + "/arrival").status(), 404);
  const Answer offer = coordinator.Post("/v1/offers", OfferBody(scene.NewApplication(), nobody, 0, 30));
  ExpectFault(offer, "offer.placeId", "exists");
}

ON_EVERY_SHAPE(InputTest);

}  // namespace
}  // namespace boulevard::tests
