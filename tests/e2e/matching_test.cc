#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/e2e/site_fixture.h"

namespace boulevard::tests {
namespace {

// From the waiting list to offers: matches that say why, a proposal over all, and its lines as offers.
class MatchingTest : public SiteTest {};

TEST_P(MatchingTest, MatchesSayWhatFitsAndWhatExcludes) {
  Scene scene(site());
  const std::string dear = scene.NewPlace(scene.NewUnit(), {{"rentCents", 70000}});
  const std::string cheap = scene.NewPlace(scene.NewUnit(), {{"rentCents", 40000}});
  const std::string application = scene.NewApplication({{"wishes", {{"maxRentCents", 50000}}}});

  const Answer places = scene.Coordinator().Get("/v1/applications/" + application + "/matches");
  ASSERT_TRUE(places.Ok()) << places;
  ASSERT_EQ(places.body["matches"].size(), 1u) << places;
  EXPECT_EQ(places.body["matches"][0]["placeId"], cheap);
  EXPECT_EQ(places.body["matches"][0]["rank"], 1);
  ASSERT_EQ(places.body["excluded"].size(), 1u) << places;
  const Json excluded = places.body["excluded"][0];
  EXPECT_EQ(excluded["rule"], "rent");
  EXPECT_EQ(excluded["count"], 1);
  EXPECT_EQ(excluded["examples"][0]["placeId"], dear);
  EXPECT_EQ(excluded["examples"][0]["actual"], "70000");

  const Answer people = scene.Coordinator().Get("/v1/places/" + cheap + "/matches");
  ASSERT_TRUE(people.Ok()) << people;
  ASSERT_EQ(people.body["matches"].size(), 1u) << people;
  EXPECT_EQ(people.body["matches"][0]["applicationId"], application);
  EXPECT_EQ(people.body["open"], true);
}

TEST_P(MatchingTest, AProposalBecomesOffersLineByLine) {
  Scene scene(site());
  scene.NewPlace();
  scene.NewPlace();
  for (int i = 0; i < 3; ++i) scene.NewApplication();
  ApiClient coordinator = scene.Coordinator();
  Answer made = coordinator.Post("/v1/match-proposals", {{"programmeId", scene.programme}});
  while (made.status() == 429)
    made = coordinator.Post("/v1/match-proposals", {{"programmeId", scene.programme}});
  ASSERT_EQ(made.status(), 201) << made;
  EXPECT_EQ(made.http.Header("location"), "/v1/match-proposals/" + made.Text("id"));
  EXPECT_EQ(made.body["optimal"], true);
  EXPECT_EQ(made.body["waiting"], 3);
  EXPECT_EQ(made.body["openPlaces"], 2);
  ASSERT_EQ(made.body["lines"].size(), 2u) << made;

  const std::string proposal = "/v1/match-proposals/" + made.Text("id");
  scene.NewOffer(scene.NewApplication(), made.body["lines"][0]["placeId"], 0, 30);
  const Answer stale = coordinator.Get(proposal);
  EXPECT_NE(stale.body["staleReasons"].dump().find("place-changed"), std::string::npos) << stale;

  const std::string key = runtime::NewUuid(absl::Now()).ToString();
  const Answer offered = coordinator.Post(proposal + "/offers", Json::object(), key);
  ASSERT_EQ(offered.status(), 200) << offered;
  ASSERT_EQ(offered.body["outcomes"].size(), 2u) << offered;
  EXPECT_EQ(offered.body["outcomes"][0]["refusal"]["kind"], "conflict") << offered;
  const std::string offer = offered.body["outcomes"][1]["offerId"];
  EXPECT_EQ(coordinator.Get("/v1/offers/" + offer).Text("state"), "open");

  const Answer again = coordinator.Post(proposal + "/offers", Json::object(), key);
  EXPECT_EQ(again.http.body, offered.http.body);
  EXPECT_EQ(again.http.Header("idempotency-replayed"), "true");
  const Answer without_key = coordinator.Post(proposal + "/offers", {{"lines", {2}}});
  EXPECT_EQ(without_key.body["outcomes"][0]["offerId"], offer) << without_key;
  EXPECT_EQ(coordinator.Get(proposal).body["offeredCount"], 1);
  EXPECT_EQ(coordinator.Post(proposal + "/offers", {{"lines", {3}}}).status(), 400);
}

TEST_P(MatchingTest, WhatIsNotThereOrNotADayIsRefused) {
  Scene scene(site());
  ApiClient coordinator = scene.Coordinator();
  const std::string nothing = runtime::NewUuid(absl::Now()).ToString();
  for (const std::string& target : {"/v1/applications/" + nothing + "/matches",
                                    "/v1/places/" + nothing + "/matches", "/v1/match-proposals/" + nothing}) {
    EXPECT_EQ(coordinator.Get(target).status(), 404) << target;
  }
  const Answer unknown = coordinator.Post("/v1/match-proposals", {{"programmeId", "nowhere"}});
  EXPECT_EQ(unknown.status(), 400) << unknown;
  EXPECT_EQ(FieldsAtFault(unknown), std::vector<std::string>{"matchProposal.programmeId"});
  const Answer past = coordinator.Post("/v1/match-proposals", {{"startsOn", DaysFromToday(-1)}});
  EXPECT_EQ(past.status(), 400) << past;
}

ON_EVERY_SHAPE(MatchingTest);

}  // namespace
}  // namespace boulevard::tests
