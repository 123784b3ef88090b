// Between the services: applications are made while guidance is not what it should be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <memory>

#include "tests/faults/fault_tools.h"

namespace boulevard::tests {
namespace {

using ::testing::Each;

// A call of one service to another, which gives up after two seconds, and what the machine does beside it.
constexpr absl::Duration kPeerTime = absl::Seconds(4);

class GuidanceFaults : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    site_ = std::make_unique<Site>(SiteOptions{.shape = Shape::kSplit, .replicas = 2});
  }
  static void TearDownTestSuite() { site_.reset(); }

  static Site& site() { return *site_; }
  static void Signal(int number) {
    for (const int replica : {0, 1}) site().guidance_replica(replica).process().Signal(number);
  }
  static void Kill() {
    for (const int replica : {0, 1}) site().guidance_replica(replica).Kill();
  }
  static void Start() {
    for (const int replica : {0, 1}) site().guidance_replica(replica).Start();
    site().AwaitAnswers();
  }

  Json Body() {
    return {{"youngPersonId", person_}, {"programmeId", scene_.programme}, {"guidanceLevel", "light"}};
  }
  std::vector<Timed> ApplyAtOnce(int calls) {
    const Json body = Body();
    return AtOnce(calls, [&](int) { return scene_.Coordinator().Post("/v1/applications", body); });
  }
  size_t Applications() {
    const Answer list = scene_.Coordinator().Get("/v1/applications?programmeId=" + scene_.programme);
    EXPECT_TRUE(list.Ok()) << list;
    return list.body.value("applications", Json::array()).size();
  }
  // While guidance cannot be asked: fast, in words, and without a trace.
  void ExpectRefusals(absl::Duration within) {
    const std::vector<Timed> refused = ApplyAtOnce(6);
    EXPECT_THAT(StatusesOf(refused), Each(503));
    EXPECT_LT(LongestOf(refused), within);
    EXPECT_NE(refused[0].answer.http.Header("retry-after"), "");
    EXPECT_EQ(Applications(), 0u);
    EXPECT_TRUE(AwaitHttp(site().replica(0).endpoints().metrics, "/readyz", 200))
        << "placements itself is well";
  }
  void ExpectRecovery() {
    ApiClient coordinator = scene_.Coordinator();
    EXPECT_TRUE(Eventually(kPatience, [&] { return coordinator.Post("/v1/applications", Body()).Ok(); }));
    EXPECT_EQ(Applications(), 1u);
    site().AwaitAnswers();
  }

  Scene scene_{site()};
  const std::string person_ = scene_.NewYoungPerson();

 private:
  static inline std::unique_ptr<Site> site_;
};

TEST_F(GuidanceFaults, GuidanceThatIsKilledIsSaidToBeAway) {
  Kill();
  ExpectRefusals(kPeerTime);
  ExpectRefusals(kFast);
  Start();
  ExpectRecovery();
}

TEST_F(GuidanceFaults, GuidanceThatHangsIsSaidToBeAway) {
  Signal(SIGSTOP);
  ExpectRefusals(kPeerTime);
  // Once it is known no call waits for it.
  EXPECT_TRUE(Eventually(kPatience, [&] { return LongestOf(ApplyAtOnce(2)) < absl::Seconds(1); }));
  ExpectRefusals(kFast);
  Signal(SIGCONT);
  ExpectRecovery();
}

TEST_F(GuidanceFaults, OneReplicaOfGuidanceIsEnough) {
  site().guidance_replica(0).Kill();
  ExpectRecovery();
  site().guidance_replica(0).Start();
  site().AwaitAnswers();
}

TEST_F(GuidanceFaults, AKeyThatWasRefusedIsGoodAfterwards) {
  const std::string key = scene_.programme;
  ApiClient coordinator = scene_.Coordinator();
  Kill();
  EXPECT_EQ(coordinator.Post("/v1/applications", Body(), key).status(), 503);
  Start();
  EXPECT_TRUE(Eventually(kPatience, [&] { return coordinator.Post("/v1/applications", Body(), key).Ok(); }));
  const Answer made = coordinator.Post("/v1/applications", Body(), key);
  Kill();
  const Answer again = coordinator.Post("/v1/applications", Body(), key);
  EXPECT_EQ(again.body, made.body) << "what was done is answered without guidance";
  Start();
  EXPECT_EQ(Applications(), 1u);
}

TEST_F(GuidanceFaults, EachStartsWithoutTheOther) {
  Kill();
  for (const int replica : {0, 1}) site().replica(replica).Kill();
  // Start waits until it is ready.
  for (const int replica : {0, 1}) site().replica(replica).Start();
  Start();
  ExpectRecovery();
}

}  // namespace
}  // namespace boulevard::tests
