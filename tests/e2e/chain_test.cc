#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/e2e/site_fixture.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

// The chain that everything serves: stock goes in, a partner asks for free places, a young person is offered
// one, arrives, stays longer, moves, leaves, and the place is free again.
class ChainTest : public SiteTest {
 protected:
  // The ids of places free on a day, as the partner's query gives them.
  std::vector<std::string> FreePlaces(const Scene& scene, int day, const std::string& more = "") {
    ApiClient partner = scene.Provider();
    const Answer answer = partner.Get(absl::StrCat("/v1/available-places?programmeId=", scene.programme,
                                                   "&from=", DaysFromToday(day), more));
    EXPECT_TRUE(answer.Ok()) << answer;
    std::vector<std::string> ids;
    for (const Json& row : answer.body.value("availablePlaces", Json::array())) {
      ids.push_back(row.value("placeId", ""));
    }
    return ids;
  }

  // "free/expected/places" of the scene's programme on a day.
  std::string Figures(const Scene& scene, int day) {
    ApiClient municipality = site().As(Role::kMunicipality);
    const Answer answer = municipality.Get(
        absl::StrCat("/v1/availability?programmeId=", scene.programme, "&on=", DaysFromToday(day)));
    EXPECT_TRUE(answer.Ok()) << answer;
    const Json counts = answer.body.value("counts", Json::array());
    if (counts.size() != 1) return answer.body.dump();
    return absl::StrCat(counts[0].value("free", 0), "/", counts[0].value("expected", 0), "/",
                        counts[0].value("places", 0));
  }
};

TEST_P(ChainTest, AnOfferHoldsAPlaceAndADeclineFreesIt) {
  Scene scene(site());
  const std::string place = scene.NewPlace();
  const std::string application = scene.NewApplication();
  EXPECT_EQ(FreePlaces(scene, 0), std::vector{place});
  EXPECT_EQ(Figures(scene, 0), "1/0/1");

  const std::string offer = scene.NewOffer(application, place, 0, 30);
  EXPECT_TRUE(FreePlaces(scene, 0).empty());
  EXPECT_EQ(Figures(scene, 0), "0/0/1");

  ApiClient provider = scene.Provider();
  const Answer declined = provider.Post("/v1/offers/" + offer + "/decline",
                                        {{"side", "provider"}, {"reason", "place-not-ready"}});
  ASSERT_TRUE(declined.Ok()) << declined;
  EXPECT_EQ(declined.Text("state"), "declined");
  EXPECT_EQ(FreePlaces(scene, 0), std::vector{place});
  EXPECT_EQ(Figures(scene, 0), "1/0/1");
}

TEST_P(ChainTest, AStayRunsFromOfferToDeparture) {
  Scene scene(site());
  const std::string unit = scene.NewUnit();
  const std::string first = scene.NewPlace(unit), second = scene.NewPlace(unit);
  ApiClient coordinator = scene.Coordinator(), provider = scene.Provider();

  const Answer application = coordinator.Post(
      "/v1/applications", {{"youngPersonId", scene.NewYoungPerson({{"residentKind", "status-holder"}})},
                           {"programmeId", scene.programme},
                           {"guidanceLevel", "moderate"}});
  ASSERT_TRUE(application.Ok()) << application;
  for (const char* step : {"/assessment", "/admission"}) {
    const Answer taken = coordinator.Post("/v1/applications/" + application.Text("id") + step);
    ASSERT_TRUE(taken.Ok()) << taken;
  }
  const std::string offer = scene.NewOffer(application.Text("id"), first, 0, 30);
  const Answer confirmed = coordinator.Post("/v1/offers/" + offer + "/acceptance");
  ASSERT_TRUE(confirmed.Ok()) << confirmed;
  EXPECT_EQ(confirmed.Text("state"), "confirmed");
  const std::string stay = "/v1/placements/" + confirmed.Text("id");
  EXPECT_EQ(FreePlaces(scene, 0), std::vector{second});

  const Answer arrived = provider.Post(stay + "/arrival");
  ASSERT_TRUE(arrived.Ok()) << arrived;
  EXPECT_EQ(arrived.Text("state"), "arrived");
  EXPECT_EQ(arrived.Text("youngPersonId"), "") << "a provider does not learn who";
  const Answer shared = provider.Get("/v1/available-places?programmeId=" + scene.programme);
  EXPECT_EQ(shared.body["availablePlaces"][0]["unitResidents"],
            Json::parse(R"([{"residentKind": "young-person", "count": 0},
                            {"residentKind": "status-holder", "count": 1},
                            {"residentKind": "student", "count": 0}])"));

  const Answer extended = coordinator.Post(stay + "/extension", {{"endsOn", DaysFromToday(60)}});
  ASSERT_TRUE(extended.Ok()) << extended;
  EXPECT_EQ(extended.Text("endsOn"), DaysFromToday(60));

  const Answer moved = coordinator.Post(stay + "/transfer", {{"placeId", second}});
  ASSERT_TRUE(moved.Ok()) << moved;
  EXPECT_EQ(moved.body["ended"]["state"], "departed");
  EXPECT_EQ(moved.body["started"]["placeId"], second);
  EXPECT_EQ(moved.body["started"]["endsOn"], DaysFromToday(60));
  EXPECT_EQ(moved.body["ended"]["transferredTo"], moved.body["started"]["id"]);

  const Answer departed =
      provider.Post("/v1/placements/" + moved.body["started"].value("id", "") + "/departure",
                    {{"reason", "planned-move-on"}, {"destination", "outflow-dwelling"}});
  ASSERT_TRUE(departed.Ok()) << departed;
  EXPECT_EQ(departed.Text("state"), "departed");
  EXPECT_EQ(departed.Text("endsOn"), DaysFromToday(0));
  EXPECT_EQ(FreePlaces(scene, 2).size(), 2u) << "after the turnaround both are free";
  EXPECT_EQ(Figures(scene, 2), "2/0/2");
}

TEST_P(ChainTest, APlannedEndIsExpectedUntilTheDeparture) {
  Scene scene(site());
  const std::string place = scene.NewPlace();
  const std::string placement = scene.NewPlacement(scene.NewApplication(), place, 0, 30);
  // Two days of turnaround after day 30.
  EXPECT_EQ(Figures(scene, 31), "0/0/1");
  EXPECT_EQ(Figures(scene, 32), "0/1/1");
  EXPECT_TRUE(FreePlaces(scene, 32).empty());
  EXPECT_EQ(FreePlaces(scene, 32, "&includeExpected=true"), std::vector{place});

  ApiClient coordinator = scene.Coordinator();
  ASSERT_TRUE(coordinator.Post("/v1/placements/" + placement + "/cancellation").Ok());
  EXPECT_EQ(Figures(scene, 0), "1/0/1");
}

TEST_P(ChainTest, TheCalendarHasNoGaps) {
  Scene scene(site());
  const std::string place = scene.NewPlace();
  const std::string placement = scene.NewPlacement(scene.NewApplication(), place, 5, 10);
  const std::string offer = scene.NewOffer(scene.NewApplication(), place, 20, 25);
  ApiClient provider = scene.Provider();
  const Answer calendar = provider.Get("/v1/places/" + place + "/calendar?until=" + DaysFromToday(40));
  ASSERT_TRUE(calendar.Ok()) << calendar;
  std::vector<std::string> uses;
  std::string day = DaysFromToday(0);
  for (const Json& period : calendar.body["periods"]) {
    EXPECT_EQ(period["from"], day);
    day = period["until"];
    uses.push_back(period["use"]);
  }
  EXPECT_EQ(day, DaysFromToday(40));
  EXPECT_EQ(uses, (std::vector<std::string>{"free", "placement", "turnaround", "free", "offer", "turnaround",
                                            "free"}));
}

TEST_P(ChainTest, AClosureTakesAPlaceOutAndACancellationGivesItBack) {
  Scene scene(site());
  const std::string place = scene.NewPlace();
  ApiClient provider = scene.Provider();
  const Json body = {{"placeId", place},
                     {"startsOn", DaysFromToday(0)},
                     {"endsOn", DaysFromToday(10)},
                     {"reason", "deep-clean"},
                     {"payer", "provider"}};
  const Answer closure = provider.Post("/v1/closures", body);
  ASSERT_TRUE(closure.Ok()) << closure;
  EXPECT_TRUE(FreePlaces(scene, 0).empty());
  EXPECT_EQ(FreePlaces(scene, 10), std::vector{place});
  EXPECT_EQ(provider.Post("/v1/closures", body).status(), 409) << "another closure is there";
  ApiClient coordinator = scene.Coordinator();
  EXPECT_EQ(coordinator.Post("/v1/offers", OfferBody(scene.NewApplication(), place, 9, 20)).status(), 409);

  const Answer cancelled = provider.Post("/v1/closures/" + closure.Text("id") + "/cancellation");
  ASSERT_TRUE(cancelled.Ok()) << cancelled;
  EXPECT_EQ(FreePlaces(scene, 0), std::vector{place});
}

TEST_P(ChainTest, AClosureIsRefusedWhereSomeoneIsBooked) {
  Scene scene(site());
  const std::string place = scene.NewPlace();
  scene.NewPlacement(scene.NewApplication(), place, 5, 10);
  ApiClient provider = scene.Provider();
  const Answer refused = provider.Post("/v1/closures", {{"placeId", place},
                                                        {"startsOn", DaysFromToday(9)},
                                                        {"endsOn", DaysFromToday(12)},
                                                        {"reason", "maintenance"},
                                                        {"payer", "programme"}});
  EXPECT_EQ(refused.status(), 409) << refused;
}

TEST_P(ChainTest, AnOverdueOfferExpiresByItself) {
  Scene scene(site());
  const std::string place = scene.NewPlace();
  ApiClient coordinator = scene.Coordinator();
  Json body = OfferBody(scene.NewApplication(), place, 0, 30);
  body["expiresAt"] =
      absl::FormatTime("%Y-%m-%d%ET%H:%M:%E3SZ", absl::Now() + absl::Seconds(1), absl::UTCTimeZone());
  const Answer offer = coordinator.Post("/v1/offers", body);
  ASSERT_TRUE(offer.Ok()) << offer;
  EXPECT_TRUE(Eventually(absl::Seconds(10), [&] {
    return coordinator.Get("/v1/offers/" + offer.Text("id")).Text("state") == "expired";
  }));
  EXPECT_EQ(FreePlaces(scene, 0), std::vector{place});
}

ON_EVERY_SHAPE(ChainTest);

}  // namespace
}  // namespace boulevard::tests
