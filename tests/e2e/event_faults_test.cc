#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/support/http/event_client.h"
#include "tests/support/site/scene.h"
#include "tests/support/site/site.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

// Places that come one after the other, and a listener that opens the stream again whenever it breaks.
class EventFaults : public ::testing::Test {
 protected:
  void Start(const SiteOptions& options) {
    site_.emplace(options);
    scene_.emplace(*site_);
    unit_ = scene_->NewUnit();
    token_ = site_->Token(Role::kCoordinator);
    NewPlace();
    Listen();
  }

  // Over a new connection: the gateway may be another since the last.
  void NewPlace() {
    const std::string name = std::to_string(expected_.size());
    const Answer made = scene_->Provider().Post("/v1/places", {{"unitId", unit_}, {"name", name}});
    ASSERT_EQ(made.status(), 201) << made;
    expected_.insert(made.Text("id"));
  }

  // Until one of the addresses answers with the stream.
  void Listen() {
    const std::vector<std::string> addresses = site_->http_addresses();
    size_t turn = 0;
    ASSERT_TRUE(Eventually(kPatience, [&] {
      client_.emplace(addresses[turn++ % addresses.size()], last_id_);
      return client_->Open(Target(), {{"Authorization", "Bearer " + token_}}).status == 200;
    }));
  }
  std::string Target() const { return "/v1/availability-events?programmeId=" + scene_->programme; }

  // Hears on until it knows all that is expected.
  void AwaitAll() {
    while (known_ != expected_) {
      const std::optional<Event> event = client_->Next();
      if (!event || event->name == "end") {
        last_id_ = client_->last_id();
        Listen();
        continue;
      }
      Apply(*event);
    }
  }

  void Apply(const Event& event) {
    const Json data = Json::parse(event.data);
    if (event.name == "snapshot") {
      ++snapshots_;
      known_.clear();
    }
    if (!event.id.empty()) {
      EXPECT_GE(SequenceOf(event.id), sequence_) << "heard twice";
      sequence_ = SequenceOf(event.id);
    }
    for (const Json& place : data["availablePlaces"]) known_.insert(place["placeId"]);
  }
  static long SequenceOf(const std::string& id) { return std::stol(id); }

  std::optional<Site> site_;
  std::optional<Scene> scene_;
  std::string unit_, token_, last_id_;
  std::optional<EventClient> client_;
  std::set<std::string> expected_, known_;
  int snapshots_ = 0;
  long sequence_ = 0;
};

TEST_F(EventFaults, AKilledServiceCostsAListenerNothing) {
  Start({.shape = Shape::kSplit});
  AwaitAll();
  for (const int number : {0, 1}) {
    site_->replica(number).Kill();
    site_->AwaitAnswers();
    NewPlace();
    AwaitAll();
    site_->replica(number).Start();
    NewPlace();
    AwaitAll();
  }
  EXPECT_EQ(snapshots_, 1) << "it went on where it was";
}

TEST_F(EventFaults, AKilledGatewayCostsAListenerNothing) {
  Start({.shape = Shape::kSplit, .gateways = 2});
  AwaitAll();
  site_->gateway().Kill();
  site_->gateway().Start();
  NewPlace();
  AwaitAll();
  EXPECT_EQ(snapshots_, 1);
}

TEST_F(EventFaults, AThousandListenersHearOfAChange) {
  Start({.shape = Shape::kSplit,
         .front_arguments = {"--rate-limit", "0", "--max-event-streams-per-token", "0"}});
  std::vector<std::unique_ptr<EventClient>> listeners;
  for (int i = 0; i < 1000; ++i) {
    listeners.push_back(std::make_unique<EventClient>(site_->endpoints().http));
    ASSERT_EQ(listeners.back()->Open(Target(), {{"Authorization", "Bearer " + token_}}).status, 200);
  }
  NewPlace();
  AwaitAll();
  for (const auto& listener : listeners) {
    std::set<std::string> known;
    while (known != expected_) {
      const std::optional<Event> event = listener->Next();
      ASSERT_TRUE(event.has_value());
      const Json data = Json::parse(event->data);
      for (const Json& place : data["availablePlaces"]) known.insert(place["placeId"]);
    }
  }
}

TEST_F(EventFaults, ASiteThatIsStartedAgainGoesOn) {
  Start({.shape = Shape::kAllInOne});
  AwaitAll();
  site_->all_in_one().Kill();
  site_->all_in_one().Start();
  NewPlace();
  AwaitAll();
  EXPECT_EQ(site_->all_in_one().Stop(), 0);
  const std::optional<Event> end = client_->Next();
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(end->name, "end");
  site_->all_in_one().Start();
  NewPlace();
  AwaitAll();
  EXPECT_EQ(snapshots_, 1);
}

}  // namespace
}  // namespace boulevard::tests
