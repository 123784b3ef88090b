#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "tests/e2e/site_fixture.h"

namespace boulevard::tests {
namespace {

class PagingTest : public SiteTest {};

TEST_P(PagingTest, EveryRowComesOnceWhileRowsAreAdded) {
  Scene scene(site());
  const std::string unit = scene.NewUnit();
  std::vector<std::string> places(7);
  for (std::string& place : places) place = scene.NewPlace(unit);
  ApiClient provider = scene.Provider();
  std::vector<std::string> seen;
  std::string token;
  do {
    const Answer page =
        provider.Get(absl::StrCat("/v1/places?unitId=", unit, "&pageSize=3&pageToken=", token));
    ASSERT_TRUE(page.Ok()) << page;
    for (const Json& place : page.body["places"]) seen.push_back(place.value("id", ""));
    if (seen.size() == 3) places.push_back(scene.NewPlace(unit));
    token = page.Text("nextPageToken");
  } while (!token.empty());
  // In the order of their ids, which is that of their making but for those of one millisecond.
  std::sort(places.begin(), places.end());
  EXPECT_EQ(seen, places);
}

TEST_P(PagingTest, APageTokenIsGoodForItsFiltersAlone) {
  Scene scene(site());
  const std::string unit = scene.NewUnit();
  for (int i = 0; i < 2; ++i) scene.NewPlace(unit);
  ApiClient provider = scene.Provider();
  const std::string token = provider.Get("/v1/places?pageSize=1&unitId=" + unit).Text("nextPageToken");
  ASSERT_NE(token, "");
  EXPECT_EQ(provider.Get("/v1/places?pageSize=1&pageToken=" + token).status(), 400);
  EXPECT_EQ(provider.Get("/v1/places?pageToken=made-up").status(), 400);
  EXPECT_TRUE(provider.Get("/v1/places?pageSize=2&unitId=" + unit + "&pageToken=" + token).Ok())
      << "the size of a page may change on the way";
}

TEST_P(PagingTest, AvailablePlacesPageInTheSameWay) {
  Scene scene(site());
  const std::string unit = scene.NewUnit();
  std::set<std::string> places;
  for (int i = 0; i < 5; ++i) places.insert(scene.NewPlace(unit));
  ApiClient provider = scene.Provider();
  std::set<std::string> seen;
  std::string token;
  do {
    const Answer page = provider.Get("/v1/available-places?pageSize=2&pageToken=" + token);
    ASSERT_TRUE(page.Ok()) << page;
    for (const Json& row : page.body["availablePlaces"]) {
      EXPECT_TRUE(seen.insert(row.value("placeId", "")).second) << row;
    }
    token = page.Text("nextPageToken");
  } while (!token.empty());
  EXPECT_EQ(seen, places);
}

ON_EVERY_SHAPE(PagingTest);

}  // namespace
}  // namespace boulevard::tests
