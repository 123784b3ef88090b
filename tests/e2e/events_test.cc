#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/e2e/site_fixture.h"
#include "tests/support/http/event_client.h"

namespace boulevard::tests {
namespace {

using ::testing::ElementsAre;

// What a listener knows of one programme.
class Listener {
 public:
  Listener(const Scene& scene, const std::string& token)
      : client_(scene.site().endpoints().http),
        target_("/v1/availability-events?programmeId=" + scene.programme),
        token_(token) {}

  HttpResponse Open() { return client_.Open(target_, {{"Authorization", "Bearer " + token_}}); }
  // Hears on until it knows of exactly these places; false when the stream has ended before.
  bool AwaitPlaces(const std::set<std::string>& places) {
    while (known_ != places || client_.last_id().empty()) {
      const std::optional<Event> event = client_.Next();
      if (!event || event->name == "end") return false;
      Apply(*event);
    }
    return true;
  }
  int snapshots() const { return snapshots_; }
  EventClient& client() { return client_; }

 private:
  void Apply(const Event& event) {
    const Json data = Json::parse(event.data);
    EXPECT_EQ(data["kind"], event.name);
    EXPECT_EQ(data["id"], event.id);
    if (event.name == "snapshot") {
      ++snapshots_;
      known_.clear();
    }
    for (const Json& place : data["availablePlaces"]) known_.insert(place["placeId"]);
    for (const Json& id : data["gonePlaceIds"]) known_.erase(id);
  }

  EventClient client_;
  const std::string target_, token_;
  std::set<std::string> known_;
  int snapshots_ = 0;
};

class EventsTest : public SiteTest {
 protected:
  std::string Coordinator() { return site().Token(Role::kCoordinator); }
  std::string Place() { return scene_.NewPlace(scene_.NewUnit()); }
  Scene scene_{site()};
};

TEST_P(EventsTest, AListenerHearsOfEveryChange) {
  const std::string first = Place();
  Listener listener(scene_, Coordinator());
  ASSERT_EQ(listener.Open().status, 200);
  EXPECT_TRUE(listener.AwaitPlaces({first}));
  const std::string second = Place();
  EXPECT_TRUE(listener.AwaitPlaces({first, second}));
  const std::string offer = scene_.NewOffer(scene_.NewApplication(), first, 0, 20);
  EXPECT_TRUE(listener.AwaitPlaces({second}));
  ApiClient coordinator = scene_.Coordinator();
  EXPECT_TRUE(coordinator.Post("/v1/offers/" + offer + "/revocation").Ok());
  EXPECT_TRUE(listener.AwaitPlaces({first, second}));
  EXPECT_EQ(listener.snapshots(), 1);
}

TEST_P(EventsTest, WhoReturnsGoesOnWhereItWas) {
  const std::string first = Place();
  Listener listener(scene_, Coordinator());
  listener.Open();
  EXPECT_TRUE(listener.AwaitPlaces({first}));
  listener.client().http().Reconnect();
  const std::string second = Place();
  ASSERT_EQ(listener.Open().status, 200);
  EXPECT_TRUE(listener.AwaitPlaces({first, second}));
  EXPECT_EQ(listener.snapshots(), 1);
}

TEST_P(EventsTest, AProviderHearsOfItsOwnAlone) {
  const Scene other(site());
  const std::string place = Place();
  Listener own(scene_, site().Token(Role::kProvider, Uuid::Parse(scene_.provider)));
  Listener others(scene_, site().Token(Role::kProvider, Uuid::Parse(other.provider)));
  own.Open();
  others.Open();
  EXPECT_TRUE(own.AwaitPlaces({place}));
  EXPECT_TRUE(others.AwaitPlaces({}));
  const std::string second = Place();
  EXPECT_TRUE(own.AwaitPlaces({place, second}));
  EXPECT_EQ(others.snapshots(), 1);
}

TEST_P(EventsTest, WhatBreaksARuleIsRefusedBeforeTheStreamBegins) {
  ApiClient coordinator = scene_.Coordinator();
  const Answer past = coordinator.Get("/v1/availability-events?from=2001-01-01");
  EXPECT_EQ(past.status(), 400) << past;
  EXPECT_THAT(FieldsAtFault(past), ElementsAre("from"));
  EXPECT_EQ(coordinator.Get("/v1/availability-events?district=" + std::string(81, 'x')).status(), 400);
  EXPECT_EQ(coordinator.Send("GET", "/v1/availability-events", {{"Accept", "application/json"}}).status(),
            406);
}

ON_EVERY_SHAPE(EventsTest);

}  // namespace
}  // namespace boulevard::tests
