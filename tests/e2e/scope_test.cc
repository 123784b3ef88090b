#include <gtest/gtest.h>

#include "tests/e2e/site_fixture.h"

namespace boulevard::tests {
namespace {

// A provider changes and sees its own stock; of others it sees figures.
class ScopeTest : public SiteTest {};

TEST_P(ScopeTest, AnothersStockIsNotSeen) {
  Scene ours(site()), theirs(site());
  ApiClient provider = ours.Provider();
  const std::string unit = theirs.NewUnit();
  const std::string place = theirs.NewPlace(unit);
  const std::string placement = theirs.NewPlacement(theirs.NewApplication(), place, 0, 30);
  for (const std::string& path :
       {"/v1/facilities/" + theirs.facility, "/v1/units/" + unit, "/v1/places/" + place,
        "/v1/places/" + place + "/calendar", "/v1/placements/" + placement,
        "/v1/available-places?providerId=" + theirs.provider}) {
    EXPECT_EQ(provider.Get(path).status(), 403) << path;
  }
}

TEST_P(ScopeTest, AnothersStockIsNotChanged) {
  Scene ours(site()), theirs(site());
  ApiClient provider = ours.Provider();
  const std::string unit = theirs.NewUnit();
  const std::string place = theirs.NewPlace(unit);
  const std::string stay = "/v1/placements/" + theirs.NewPlacement(theirs.NewApplication(), place, 0, 30);
  EXPECT_EQ(provider.Patch("/v1/places/" + place, {{"name", "ours"}}).status(), 403);
  EXPECT_EQ(provider.Patch("/v1/units/" + unit, {{"name", "ours"}}).status(), 403);
  EXPECT_EQ(provider.Patch("/v1/facilities/" + theirs.facility, {{"name", "ours"}}).status(), 403);
  EXPECT_EQ(provider.Post("/v1/places", {{"unitId", unit}, {"name", "ours"}}).status(), 403);
  EXPECT_EQ(provider.Post(stay + "/arrival").status(), 403);
  EXPECT_EQ(provider
                .Post("/v1/closures", {{"placeId", place},
                                       {"startsOn", DaysFromToday(40)},
                                       {"reason", "maintenance"},
                                       {"payer", "provider"}})
                .status(),
            403);
}

TEST_P(ScopeTest, ListsShowOnesOwn) {
  Scene ours(site()), theirs(site());
  const std::string place = ours.NewPlace();
  theirs.NewPlace();
  ApiClient provider = ours.Provider();
  for (const auto& [path, member] :
       {std::pair{"/v1/places", "places"}, {"/v1/available-places", "availablePlaces"}}) {
    const Answer list = provider.Get(path);
    ASSERT_TRUE(list.Ok()) << list;
    ASSERT_EQ(list.body[member].size(), 1u) << list;
    EXPECT_EQ(list.body[member][0]["providerId"], ours.provider);
  }
  EXPECT_EQ(provider.Get("/v1/places").body["places"][0]["id"], place);
}

TEST_P(ScopeTest, FiguresAreForAll) {
  Scene ours(site()), theirs(site());
  theirs.NewPlace();
  ApiClient provider = ours.Provider();
  const Answer figures = provider.Get("/v1/availability?programmeId=" + theirs.programme);
  ASSERT_TRUE(figures.Ok()) << figures;
  EXPECT_EQ(figures.body["counts"][0]["free"], 1);
}

TEST_P(ScopeTest, AnApplicationIsItsMakersAndTheCoordinators) {
  const Scene scene(site());
  const auto referrer = [&](const std::string& name) {
    return site().WithToken(site().Token(Role::kReferrer, {}, name + scene.programme));
  };
  ApiClient mine = referrer("one"), anothers = referrer("two"), coordinator = scene.Coordinator();
  const Answer person = mine.Post("/v1/young-people", {{"givenName", "Example"},
                                                       {"surname", "van Voorbeeld"},
                                                       {"birthDate", "2005-03-01"},
                                                       {"residentKind", "student"}});
  ASSERT_TRUE(person.Ok()) << person;
  const Json application = {
      {"youngPersonId", person.Text("id")}, {"programmeId", scene.programme}, {"guidanceLevel", "light"}};
  EXPECT_EQ(anothers.Post("/v1/applications", application).status(), 403);
  const Answer made = mine.Post("/v1/applications", application);
  ASSERT_TRUE(made.Ok()) << made;
  const std::string path = "/v1/applications/" + made.Text("id");
  EXPECT_TRUE(mine.Get(path).Ok());
  EXPECT_TRUE(coordinator.Get(path).Ok());
  const int status = anothers.Get(path).status();
  EXPECT_TRUE(status == 403 || status == 404) << status;
}

ON_EVERY_SHAPE(ScopeTest);

}  // namespace
}  // namespace boulevard::tests
