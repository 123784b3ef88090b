// Between the gateway and the replicas of a service.
#include <gmock/gmock.h>
#include <grpcpp/support/status_code_enum.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "boulevard/placements/v1/programmes.pb.h"
#include "tests/faults/fault_tools.h"
#include "tests/support/site/grpc_client.h"
#include "tests/support/site/wait.h"

namespace boulevard::tests {
namespace {

using ::testing::AnyOf;
using ::testing::Each;

class ServiceFaults : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    site_ = std::make_unique<Site>(SiteOptions{.shape = Shape::kSplit, .replicas = 2, .gated = true});
  }
  static void TearDownTestSuite() { site_.reset(); }

  ~ServiceFaults() override {
    for (const int number : {0, 1}) gate(number).Pass();
    EXPECT_TRUE(AwaitHttp(http(), "/readyz", 200));
    site().AwaitAnswers();
  }

  static Site& site() { return *site_; }
  static Gate& gate(int number) { return site().replica_gate(number); }
  static std::string http() { return site().endpoints().http; }

  std::vector<Timed> ReadAtOnce(int calls) {
    return AtOnce(calls, [this](int) { return scene_.Provider().Get("/v1/places"); });
  }

  int ReadOverGrpc() {
    placements::v1::ListProgrammesResponse response;
    return grpc_
        .Call("boulevard.placements.v1.ProgrammeService/ListProgrammes",
              placements::v1::ListProgrammesRequest(), response, site().Token(Role::kAdmin))
        .code;
  }

  // What has to hold once it is known that no replica is there.
  void ExpectHonestAbsence() {
    EXPECT_TRUE(AwaitHttp(http(), "/readyz", 503));
    EXPECT_TRUE(AwaitHttp(http(), "/livez", 200));
    const std::vector<Timed> refused = ReadAtOnce(12);
    EXPECT_THAT(StatusesOf(refused), Each(503));
    EXPECT_LT(LongestOf(refused), kFast);
    EXPECT_NE(refused[0].answer.http.Header("retry-after"), "");
    EXPECT_EQ(ReadOverGrpc(), grpc::StatusCode::UNAVAILABLE);
  }

  void ExpectRecovery(absl::Duration within) {
    const absl::Time begin = absl::Now();
    ApiClient provider = scene_.Provider();
    EXPECT_TRUE(Eventually(kPatience, [&] { return provider.Get("/v1/places").Ok(); }));
    EXPECT_LT(absl::Now() - begin, within);
    EXPECT_TRUE(AwaitHttp(http(), "/readyz", 200));
    EXPECT_THAT(StatusesOf(ReadAtOnce(12)), Each(200));
    EXPECT_EQ(ReadOverGrpc(), grpc::StatusCode::OK);
  }

  Scene scene_{site()};
  GrpcClient grpc_{site().endpoints().grpc};

 private:
  static inline std::unique_ptr<Site> site_;
};

TEST_F(ServiceFaults, AServiceThatIsNotThereIsSaidToBeAwayAndGotOver) {
  for (const int number : {0, 1}) gate(number).Refuse();
  ExpectHonestAbsence();
  for (const int number : {0, 1}) gate(number).Pass();
  ExpectRecovery(2 * kFast);
}

TEST_F(ServiceFaults, AServiceThatHangsIsSaidToBeAwayAndGotOver) {
  for (const int number : {0, 1}) gate(number).Stall();
  const std::vector<Timed> met = ReadAtOnce(4);
  EXPECT_THAT(StatusesOf(met), Each(AnyOf(503, 504))) << "it may have taken them";
  EXPECT_LT(LongestOf(met), kDeadline + kFast);
  ExpectHonestAbsence();
  for (const int number : {0, 1}) gate(number).Pass();
  ExpectRecovery(2 * kFast);
}

TEST_F(ServiceFaults, AFrozenReplicaLeavesTheOther) {
  site().replica(0).process().Signal(SIGSTOP);
  ApiClient provider = scene_.Provider();
  // Some of the first are with the one that is frozen.
  const absl::Time begin = absl::Now();
  EXPECT_TRUE(Eventually(kPatience, [&] {
    int fast = 0;
    for (int i = 0; i < 6; ++i) {
      const Timed timed = Time([&] { return provider.Get("/v1/places"); });
      fast += timed.answer.Ok() && timed.taken < kFast;
    }
    return fast == 6;
  }));
  EXPECT_LT(absl::Now() - begin, kDeadline + 2 * kFast) << "one call may have waited for it, no more";
  EXPECT_TRUE(AwaitHttp(http(), "/readyz", 200)) << "one is enough";
  EXPECT_THAT(StatusesOf(ReadAtOnce(12)), Each(200));
  site().replica(0).process().Signal(SIGCONT);
  ExpectRecovery(2 * kFast);
}

TEST_F(ServiceFaults, AMachineWithoutPowerIsNoticedAndGotOver) {
  for (const int number : {0, 1}) gate(number).Vanish();
  const std::vector<Timed> met = ReadAtOnce(4);
  EXPECT_THAT(StatusesOf(met), Each(AnyOf(503, 504)));
  EXPECT_LT(LongestOf(met), kDeadline + kFast);
  ExpectHonestAbsence();
  for (const int number : {0, 1}) gate(number).Pass();
  ExpectRecovery(kPatience);
}

// The network forgot the connections that are open; new ones would work.
TEST_F(ServiceFaults, HalfOpenConnectionsAreReplaced) {
  for (const int number : {0, 1}) gate(number).VanishOpen();
  const std::vector<Timed> met = ReadAtOnce(4);
  EXPECT_THAT(StatusesOf(met), Each(AnyOf(503, 504)));
  EXPECT_LT(LongestOf(met), kDeadline + kFast);
  ExpectRecovery(kPatience);
}

TEST_F(ServiceFaults, CutConnectionsAreOpenedAgain) {
  for (const int number : {0, 1}) gate(number).Cut();
  ExpectRecovery(2 * kFast);
}

TEST_F(ServiceFaults, KilledReplicasComeBack) {
  for (const int number : {0, 1}) site().replica(number).Kill();
  ExpectHonestAbsence();
  for (const int number : {0, 1}) site().replica(number).Start();
  ExpectRecovery(2 * kFast);
}

// A call is not sent twice behind its caller's back.
TEST_F(ServiceFaults, AWriteWhoseConnectionIsCutIsDoneOnceAtMost) {
  const std::string unit = scene_.NewUnit();
  RowLock lock(site().database_url(), LockOfUnit(unit));
  Timed written;
  std::thread writer(
      [&] { written = Time([&] { return scene_.Provider().Post("/v1/places", PlaceBody(unit, "cut")); }); });
  EXPECT_TRUE(Eventually(kPatience, [] {
    double busy = 0;
    for (const int number : {0, 1}) {
      busy += MetricOf(site().replica(number).endpoints().metrics, "boulevard_db_pool_connections",
                       "state=\"busy\"");
    }
    return busy > 0;
  }));
  for (const int number : {0, 1}) gate(number).Cut();
  writer.join();
  EXPECT_EQ(written.answer.status(), 503) << written.answer;
  lock.Release();
  EXPECT_LE(PlacesNamed(scene_, unit, "cut"), 1);
}

}  // namespace
}  // namespace boulevard::tests
