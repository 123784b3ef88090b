#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "boulevard/placements/v1/units.pb.h"
#include "tests/e2e/site_fixture.h"
#include "tests/support/site/grpc_client.h"

namespace boulevard::tests {
namespace {

// A write under an Idempotency-Key can be sent again.
class RepeatTest : public SiteTest {
 protected:
  static std::string NewKey() { return runtime::NewUuid(absl::Now()).ToString(); }
  static size_t UnitsOf(const Scene& scene) {
    return scene.Provider().Get("/v1/units?facilityId=" + scene.facility).body["units"].size();
  }
  static Json UnitOf(const Scene& scene) { return {{"facilityId", scene.facility}, {"name", "Unit"}}; }
};

TEST_P(RepeatTest, SentAgainItIsDoneOnceAndAnsweredTheSame) {
  Scene scene(site());
  const std::string key = NewKey();
  const Answer first = scene.Provider().Post("/v1/units", UnitOf(scene), key);
  EXPECT_EQ(first.status(), 201) << first;
  EXPECT_EQ(first.http.Header("idempotency-replayed"), "");
  for (int i = 0; i < 3; ++i) {
    const Answer again = scene.Provider().Post("/v1/units", UnitOf(scene), "\"" + key + "\"");
    EXPECT_EQ(again.status(), 201) << again;
    EXPECT_EQ(again.http.body, first.http.body);
    EXPECT_EQ(again.http.Header("location"), first.http.Header("location"));
    EXPECT_EQ(again.http.Header("etag"), first.http.Header("etag"));
    EXPECT_EQ(again.http.Header("idempotency-replayed"), "true");
  }
  EXPECT_EQ(UnitsOf(scene), 1u);
}

TEST_P(RepeatTest, AnotherBodyUnderTheSameKeyIsRefused) {
  Scene scene(site());
  const std::string key = NewKey();
  scene.Provider().Post("/v1/units", UnitOf(scene), key);
  const Answer other =
      scene.Provider().Post("/v1/units", {{"facilityId", scene.facility}, {"name", "Other"}}, key);
  EXPECT_EQ(other.status(), 409) << other;
  EXPECT_NE(other.Text("detail").find("Idempotency-Key"), std::string::npos) << other;
  EXPECT_EQ(UnitsOf(scene), 1u);
  EXPECT_EQ(scene.Admin().Post("/v1/units", UnitOf(scene), key).status(), 201) << "a key is its sender's own";
}

TEST_P(RepeatTest, WhatWasRefusedMayBeSentAgainUnderItsKey) {
  Scene scene(site());
  const std::string key = NewKey();
  EXPECT_EQ(scene.Provider().Post("/v1/units", {{"facilityId", scene.facility}}, key).status(), 400);
  EXPECT_EQ(scene.Provider().Post("/v1/units", UnitOf(scene), key).status(), 201);
  const Answer malformed = scene.Provider().Post("/v1/units", UnitOf(scene), "not a key");
  EXPECT_EQ(malformed.status(), 400);
  EXPECT_EQ(FieldsAtFault(malformed), std::vector<std::string>{"Idempotency-Key"});
}

TEST_P(RepeatTest, StepsAndUpdatesCanBeSentAgainToo) {
  Scene scene(site());
  const std::string place = scene.NewPlace();
  const std::string offer = scene.NewOffer(scene.NewApplication(), place, 0, 30);
  const std::string accept = "/v1/offers/" + offer + "/acceptance";
  const std::string key = NewKey();
  const Answer accepted = scene.Coordinator().Post(accept, Json::object(), key);
  EXPECT_EQ(accepted.status(), 200) << accepted;
  EXPECT_EQ(scene.Coordinator().Post(accept, Json::object(), key).http.body, accepted.http.body);
  EXPECT_EQ(scene.Coordinator().Post(accept, Json::object(), NewKey()).status(), 409);

  ApiClient provider = scene.Provider();
  const std::string etag = provider.Get("/v1/places/" + place).http.Header("etag");
  const auto rename = [&] {
    return provider.Send("PATCH", "/v1/places/" + place,
                         {{"Content-Type", "application/json"}, {"If-Match", etag}, {"Idempotency-Key", key}},
                         R"({"name": "12C"})");
  };
  const Answer renamed = rename();
  EXPECT_EQ(renamed.status(), 200) << renamed;
  EXPECT_EQ(rename().http.body, renamed.http.body) << "its version is old by now, but it was done";
}

TEST_P(RepeatTest, ManyEqualCallsAtOnceAreOneEffectAndOneAnswer) {
  constexpr size_t kCallers = 64;
  Scene scene(site());
  const std::string key = NewKey();
  std::vector<std::string> bodies(kCallers);
  std::vector<std::thread> callers;
  for (size_t i = 0; i < kCallers; ++i) {
    callers.emplace_back([&, i] {
      ApiClient provider = scene.Provider();
      Answer answer = provider.Post("/v1/units", UnitOf(scene), key);
      while (answer.status() == 429) answer = provider.Post("/v1/units", UnitOf(scene), key);
      EXPECT_EQ(answer.status(), 201) << answer;
      bodies[i] = answer.http.body;
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(std::set(bodies.begin(), bodies.end()).size(), 1u);
  EXPECT_EQ(UnitsOf(scene), 1u);
}

TEST_P(RepeatTest, OverGrpcTheKeyIsMetadata) {
  namespace v1 = placements::v1;
  Scene scene(site());
  GrpcClient grpc(site().endpoints().grpc);
  const std::string method = "boulevard.placements.v1.UnitService/CreateUnit";
  const std::string token = site().Token(Role::kAdmin);
  v1::CreateUnitRequest request;
  request.mutable_unit()->set_facility_id(scene.facility);
  request.mutable_unit()->set_name("Unit");
  const std::string key = NewKey();
  v1::Unit first, again;
  const GrpcAnswer made = grpc.Call(method, request, first, token, key);
  EXPECT_EQ(made.code, 0) << made.message;
  EXPECT_FALSE(made.replayed);
  const GrpcAnswer repeated = grpc.Call(method, request, again, token, key);
  EXPECT_EQ(repeated.code, 0) << repeated.message;
  EXPECT_TRUE(repeated.replayed);
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  request.mutable_unit()->set_name("Other");
  EXPECT_EQ(grpc.Call(method, request, again, token, key).code, 9) << "FAILED_PRECONDITION";
  EXPECT_EQ(grpc.Call(method, request, again, token, "not a key").code, 3) << "INVALID_ARGUMENT";
  EXPECT_EQ(UnitsOf(scene), 1u);
}

ON_EVERY_SHAPE(RepeatTest);

}  // namespace
}  // namespace boulevard::tests
