#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/runtime/rpc/remote_backend.h"
#include "services/runtime/rpc/test_service.h"
#include "tests/support/gate/gate.h"

namespace boulevard::runtime::rpc {
namespace {

// Streams from a service, over gRPC, and on through a gateway, over gRPC again.
class GrpcStreamTest : public ::testing::Test {
 protected:
  GrpcStreamTest()
      : service_(std::in_place, site_, Echo, Options()),
        to_service_(std::in_place, service_->address()),
        gateway_(GrpcServer::Start(Options(), *to_service_).value()),
        to_gateway_(gateway_->address()) {}

  // One connection to each carries all the streams of a test.
  static GrpcServerOptions Options() {
    GrpcServerOptions options = Service::Options();
    options.limits = SiteConnectionLimits();
    return options;
  }

  TestSite site_;
  std::optional<Service> service_;
  std::optional<RemoteBackend> to_service_;
  std::unique_ptr<GrpcServer> gateway_;
  RemoteBackend to_gateway_;
};

TEST_F(GrpcStreamTest, MessagesPassTwoHopsInOrder) {
  Watch watch(to_gateway_, site_.As(Role::kCoordinator), "some", 50);
  EXPECT_TRUE(watch.AwaitEnd().ok());
  ASSERT_EQ(watch.Things().size(), 50u);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(watch.Things()[static_cast<size_t>(i)].level(), i);
}

TEST_F(GrpcStreamTest, RefusalsPassToo) {
  Watch nobody(to_gateway_, CallContext(), "some");
  EXPECT_EQ(nobody.AwaitEnd().code(), absl::StatusCode::kUnauthenticated);
  Watch mentor(to_gateway_, site_.As(Role::kMentor), "some");
  EXPECT_EQ(mentor.AwaitEnd().code(), absl::StatusCode::kPermissionDenied);
  Watch none(to_gateway_, site_.As(Role::kCoordinator), "none");
  EXPECT_EQ(none.AwaitEnd().message(), "there is none");
}

TEST_F(GrpcStreamTest, EventsReachAThousandListenersOnEightWorkers) {
  std::vector<std::unique_ptr<Watch>> watches;
  for (size_t i = 0; i < 1000; ++i) {
    watches.push_back(std::make_unique<Watch>(to_gateway_, site_.As(Role::kCoordinator), "some"));
    // The short queue of the workers would refuse the rest of a burst.
    if (i % 50 == 49) service_->source().AwaitWatchers(i + 1);
  }
  service_->source().Publish("first");
  service_->source().Publish("second");
  for (const auto& watch : watches) {
    watch->AwaitThings(2);
    EXPECT_EQ(watch->Things().at(1).name(), "second");
  }
  EXPECT_TRUE(Call(to_gateway_, "GetThing", site_.As(Role::kCoordinator), Good()).ok())
      << "a call does not wait for the streams";
  for (const auto& watch : watches) watch->Cancel();
  service_->source().AwaitWatchers(0);
}

TEST_F(GrpcStreamTest, TheDeadlineOfTheCallerEndsTheStream) {
  CallContext context = site_.As(Role::kCoordinator);
  context.deadline = absl::Now() + absl::Milliseconds(300);
  Watch watch(to_gateway_, std::move(context), "some");
  EXPECT_EQ(watch.AwaitEnd().code(), absl::StatusCode::kDeadlineExceeded);
  service_->source().AwaitWatchers(0);
}

// Nobody reads: what is on the way is bounded by the queue and the windows of two connections.
TEST_F(GrpcStreamTest, ASlowReaderHoldsUpItsSourceAndNothingElse) {
  auto request = std::make_unique<testing::v1::WatchThingsRequest>();
  request->set_name("some");
  const auto stream =
      to_gateway_.Open(TestSite::Method("WatchThings"), site_.As(Role::kCoordinator), std::move(request));
  Watch other(to_gateway_, site_.As(Role::kCoordinator), "some");
  service_->source().AwaitWatchers(2);
  const std::string large(10'000, 'x');
  const absl::Time latest = absl::Now() + absl::Seconds(60);
  size_t published = 0;
  while (service_->source().Watchers().size() == 2 && absl::Now() < latest) {
    service_->source().Publish(large);
    other.AwaitThings(++published);
  }
  EXPECT_LT(published, 10'000u);
  other.Cancel();
  stream->Cancel(absl::CancelledError("enough"));
}

TEST_F(GrpcStreamTest, AServiceThatStopsEndsItsStreamsAtOnce) {
  Watch watch(to_gateway_, site_.As(Role::kCoordinator), "some");
  service_->source().AwaitWatchers(1);
  const absl::Time before = absl::Now();
  service_->server().Stop(absl::Seconds(20));
  EXPECT_LT(absl::Now() - before, absl::Seconds(5));
  EXPECT_EQ(watch.AwaitEnd().code(), absl::StatusCode::kUnavailable);
}

TEST_F(GrpcStreamTest, AGatewayThatStopsEndsItsStreamsAtOnce) {
  Watch watch(to_gateway_, site_.As(Role::kCoordinator), "some");
  service_->source().AwaitWatchers(1);
  gateway_->Stop(absl::Seconds(20));
  EXPECT_EQ(watch.AwaitEnd().code(), absl::StatusCode::kUnavailable);
  service_->source().AwaitWatchers(0);
}

// Neither a word nor an end comes from a client whose machine is gone. Its streams would stay for ever.
TEST(HalfOpenGrpcTest, AClientThatHasVanishedIsLetGo) {
  TestSite site;
  GrpcServerOptions options = Service::Options();
  options.limits.ask_every = absl::Milliseconds(100);
  options.limits.answer_within = absl::Seconds(2);
  Service service(site, Echo, options);
  tests::Gate gate(service.address());
  RemoteBackend far(gate.address());
  RemoteBackend near(service.address());
  Watch vanished(far, site.As(Role::kCoordinator), "some");
  Watch other(near, site.As(Role::kCoordinator), "some");
  service.source().AwaitWatchers(2);
  gate.VanishOpen();
  service.source().AwaitWatchers(1);
  service.source().Publish("still there");
  other.AwaitThings(1);
  ASSERT_EQ(other.Things().size(), 1u) << "who answers is not let go";
}

}  // namespace
}  // namespace boulevard::runtime::rpc
