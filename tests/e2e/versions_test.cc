#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "boulevard/placements/v1/places.pb.h"
#include "boulevard/runtime/v1/errors.pb.h"
#include "tests/e2e/site_fixture.h"
#include "tests/support/site/grpc_client.h"

namespace boulevard::tests {
namespace {

std::string Quoted(const std::string& etag) {
  return "\"" + etag + "\"";
}

// What can be updated says which version it is, and is updated by who has seen that version.
class VersionsTest : public SiteTest {
 protected:
  struct Resource {
    std::string collection;
    std::string id;
    Json change;  // differs from what is there

    std::string Path() const { return "/v1/" + collection + "/" + id; }
  };

  // One of each kind.
  static std::vector<Resource> OneOfEach(Scene& scene) {
    const std::string unit = scene.NewUnit();
    const std::string place = scene.NewPlace(unit);
    const Answer closure = scene.Provider().Post("/v1/closures", {{"placeId", place},
                                                                  {"startsOn", DaysFromToday(3)},
                                                                  {"reason", "deep-clean"},
                                                                  {"payer", "provider"}});
    return {{"programmes", scene.programme, {{"closed", true}}},
            {"providers", scene.provider, {{"name", "Staedion"}}},
            {"facilities", scene.facility, {{"name", "Other"}}},
            {"units", unit, {{"name", "Other"}}},
            {"places", place, {{"name", "Other"}}},
            {"closures", closure.Text("id"), {{"note", "Other"}}}};
  }
};

TEST_P(VersionsTest, EveryUpdateAsksWhichVersionItChanges) {
  Scene scene(site());
  ApiClient admin = scene.Admin();
  for (const Resource& resource : OneOfEach(scene)) {
    const std::string path = resource.Path();
    const Answer before = admin.Get(path);
    const std::string etag = before.http.Header("etag");
    EXPECT_EQ(etag, Quoted(before.Text("etag"))) << path;

    EXPECT_EQ(admin.Patch(path, resource.change, "").status(), 428) << path;
    const Answer changed = admin.Patch(path, resource.change, etag);
    EXPECT_EQ(changed.status(), 200) << path << ": " << changed;
    EXPECT_NE(changed.Text("etag"), before.Text("etag")) << path;
    EXPECT_EQ(changed.http.Header("etag"), Quoted(changed.Text("etag"))) << path;
    EXPECT_EQ(admin.Get(path).body, changed.body) << path;

    const Answer stale = admin.Patch(path, resource.change, etag);
    EXPECT_EQ(stale.status(), 412) << path << ": " << stale;
    EXPECT_EQ(stale.Text("currentEtag"), changed.Text("etag")) << path;
    EXPECT_EQ(stale.body["current"], changed.body) << path;
    EXPECT_EQ(stale.http.Header("etag"), changed.http.Header("etag")) << path;
    EXPECT_EQ(admin.Get(path).body, changed.body) << path;
  }
}

TEST_P(VersionsTest, WhatIsMadeReadAndListedHasOneETag) {
  Scene scene(site());
  ApiClient provider = scene.Provider();
  const Answer made = provider.Post("/v1/units", {{"facilityId", scene.facility}, {"name", "Unit"}});
  EXPECT_EQ(made.http.Header("etag"), Quoted(made.Text("etag")));
  EXPECT_EQ(provider.Get("/v1/units/" + made.Text("id")).body, made.body);
  EXPECT_EQ(provider.Get("/v1/units?facilityId=" + scene.facility).body["units"][0], made.body);
}

TEST_P(VersionsTest, IfMatchIsAListOrAnything) {
  Scene scene(site());
  ApiClient provider = scene.Provider();
  const std::string path = "/v1/places/" + scene.NewPlace();
  const std::string etag = provider.Get(path).http.Header("etag");
  const Json change = {{"name", "12C"}};
  EXPECT_EQ(provider.Patch(path, change, "W/" + etag).status(), 412) << "a weak one never matches";
  EXPECT_EQ(provider.Patch(path, change, "\"no-etag-of-ours\"").status(), 412);
  EXPECT_EQ(provider.Patch(path, change, "0af7").status(), 400) << "without quotes";
  EXPECT_EQ(provider.Patch(path, change, "\"0af7\", " + etag).status(), 200);
  EXPECT_EQ(provider.Patch(path, change, "*").status(), 200);
  EXPECT_EQ(provider.Patch("/v1/places/01890000-0000-7000-8000-000000000000", change, "*").status(), 404);
}

TEST_P(VersionsTest, ABookingIsNoNewVersionOfThePlace) {
  Scene scene(site());
  const std::string place = scene.NewPlace();
  ApiClient provider = scene.Provider();
  const std::string etag = provider.Get("/v1/places/" + place).Text("etag");
  scene.NewPlacement(scene.NewApplication(), place, 0, 30);
  EXPECT_EQ(provider.Get("/v1/places/" + place).Text("etag"), etag);
}

TEST_P(VersionsTest, AReadOfWhatIsKnownHasNoBody) {
  Scene scene(site());
  scene.NewPlace();
  ApiClient provider = scene.Provider();
  for (const std::string& path :
       {"/v1/facilities/" + scene.facility, "/v1/places?facilityId=" + scene.facility,
        "/v1/available-places?programmeId=" + scene.programme}) {
    const Answer first = provider.Get(path);
    const std::string etag = first.http.Header("etag");
    ASSERT_EQ(first.status(), 200) << path;
    const auto again = [&](const char* method) {
      return provider.Send(method, path, {{"If-None-Match", "\"x\", " + etag}});
    };
    const Answer same = again("GET");
    EXPECT_EQ(same.status(), 304) << path;
    EXPECT_EQ(same.http.body, "") << path;
    EXPECT_EQ(same.http.Header("etag"), etag) << path;
    EXPECT_NE(same.http.Header("api-version"), "") << path;
    scene.NewPlace();
    EXPECT_EQ(again("GET").status(), path.find('?') == std::string::npos ? 304 : 200) << path;
  }
}

TEST_P(VersionsTest, OverGrpcTheVersionIsAField) {
  namespace v1 = placements::v1;
  Scene scene(site());
  GrpcClient grpc(site().endpoints().grpc);
  const std::string token = site().Token(Role::kAdmin);
  const std::string method = "boulevard.placements.v1.PlaceService/UpdatePlace";
  v1::UpdatePlaceRequest request;
  request.set_id(scene.NewPlace());
  request.mutable_place()->set_name("12C");
  request.mutable_update_mask()->add_paths("name");
  v1::Place place;
  const auto details_of = [](const GrpcAnswer& answer) {
    boulevard::runtime::v1::RpcStatus status;
    boulevard::runtime::v1::ErrorDetails details;
    EXPECT_TRUE(status.ParseFromString(answer.details));
    if (status.details_size() == 1) status.details(0).UnpackTo(&details);
    return details;
  };
  const GrpcAnswer missing = grpc.Call(method, request, place, token);
  EXPECT_EQ(missing.code, 9) << "FAILED_PRECONDITION";
  EXPECT_TRUE(details_of(missing).etag_missing());
  request.set_etag("0af7");
  const GrpcAnswer stale = grpc.Call(method, request, place, token);
  EXPECT_EQ(stale.code, 9);
  request.set_etag(details_of(stale).current_etag());
  EXPECT_EQ(grpc.Call(method, request, place, token).code, 0);
  EXPECT_EQ(place.name(), "12C");
}

// Each editor reads, adds one, and writes what they read plus one: every one of the additions is there at the
// end.
TEST_P(VersionsTest, ManyEditorsLoseNoChange) {
  constexpr int kEditors = 8;
  constexpr int kChanges = 10;
  Scene scene(site());
  const std::string path = "/v1/places/" + scene.NewPlace(scene.NewUnit(), {{"rentCents", 0}});
  std::atomic<int> stale = 0;
  std::vector<std::thread> editors;
  for (int i = 0; i < kEditors; ++i) {
    editors.emplace_back([&] {
      ApiClient provider = scene.Provider();
      for (int done = 0; done < kChanges;) {
        const Answer seen = provider.Get(path);
        const int rent = seen.body.value("rentCents", 0);
        const Answer changed = provider.Patch(path, {{"rentCents", rent + 1}}, seen.http.Header("etag"));
        if (changed.status() == 200) {
          ++done;
        } else {
          ++stale;
          ASSERT_TRUE(changed.status() == 412 || changed.status() == 429) << changed;
        }
      }
    });
  }
  for (std::thread& editor : editors) editor.join();
  EXPECT_EQ(scene.Provider().Get(path).body["rentCents"], kEditors * kChanges);
  EXPECT_GT(stale, 0) << "nobody met anybody";
}

ON_EVERY_SHAPE(VersionsTest);

}  // namespace
}  // namespace boulevard::tests
