#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <vector>

#include "services/runtime/rpc/dispatcher.h"
#include "services/runtime/rpc/test_streams.h"
#include "services/runtime/status/errors.h"

namespace boulevard::runtime::rpc {
namespace {

using ::testing::HasSubstr;

constexpr char kOpen[] =
    "boulevard_rpc_open_streams{method=\"WatchThings\",service=\"boulevard.testing.v1.EchoService\"} ";

class DispatcherStreamTest : public ::testing::Test {
 protected:
  Dispatcher& Start(const DispatcherOptions& options = {}) {
    Handlers handlers;
    source_.Bind(handlers);
    return dispatcher_.emplace(std::move(handlers), site_.verifier(), clock_, site_.metrics(), options);
  }
  absl::Status EndOf(const CallContext& context, const std::string& name) {
    return Watch(*dispatcher_, context, name).AwaitEnd();
  }

  FakeClock clock_{absl::FromUnixSeconds(1'800'000'000)};
  TestSite site_{clock_};
  ThingSource source_;
  std::optional<Dispatcher> dispatcher_;
};

TEST_F(DispatcherStreamTest, MessagesComeInOrderUntilTheSourceEnds) {
  Watch watch(Start(), site_.As(Role::kCoordinator), "some", 5);
  EXPECT_TRUE(watch.AwaitEnd().ok());
  ASSERT_EQ(watch.Things().size(), 5u);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(watch.Things()[static_cast<size_t>(i)].level(), i);
  const std::string metrics = site_.metrics().Render();
  EXPECT_THAT(metrics, HasSubstr("boulevard_rpc_handled_total{code=\"OK\",method=\"WatchThings\","));
  EXPECT_THAT(metrics, HasSubstr(std::string(kOpen) + "0\n"));
}

TEST_F(DispatcherStreamTest, TheSameDutiesAsForAnyCall) {
  Start();
  EXPECT_EQ(EndOf(CallContext(), "some").code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(EndOf(site_.As(Role::kMentor), "some").code(), absl::StatusCode::kPermissionDenied);
  const absl::Status invalid = EndOf(site_.As(Role::kCoordinator), "a name that is too long");
  EXPECT_EQ(invalid.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(DetailsOf(invalid).fields.at(0).field, "name");
  EXPECT_EQ(EndOf(site_.As(Role::kCoordinator), "none").code(), absl::StatusCode::kNotFound);
  const absl::Status incident = EndOf(site_.As(Role::kCoordinator), "throw");
  EXPECT_EQ(incident.code(), absl::StatusCode::kInternal);
  EXPECT_EQ(DetailsOf(incident).incident_id.size(), 16u);
  CallContext late = site_.As(Role::kCoordinator);
  late.deadline = clock_.Now();
  EXPECT_EQ(EndOf(late, "some").code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_THAT(site_.metrics().Render(), HasSubstr(std::string(kOpen) + "0\n"));
}

TEST_F(DispatcherStreamTest, OneWorkerIsEnoughForAThousandListeners) {
  Dispatcher& dispatcher = Start({.workers = 1, .queue = 1000});
  std::vector<std::unique_ptr<Watch>> watches;
  for (int i = 0; i < 1000; ++i) {
    watches.push_back(std::make_unique<Watch>(dispatcher, site_.As(Role::kCoordinator), "some"));
  }
  source_.AwaitWatchers(1000);
  EXPECT_THAT(site_.metrics().Render(), HasSubstr(std::string(kOpen) + "1000\n"));
  source_.Publish("first");
  source_.Publish("second");
  for (const auto& watch : watches) {
    watch->AwaitThings(2);
    EXPECT_EQ(watch->Things().at(1).name(), "second");
  }
  dispatcher_.reset();
  for (const auto& watch : watches) EXPECT_EQ(watch->AwaitEnd().code(), absl::StatusCode::kUnavailable);
}

TEST_F(DispatcherStreamTest, AWatcherThatLeavesIsForgotten) {
  Watch watch(Start(), site_.As(Role::kCoordinator), "some");
  source_.AwaitWatchers(1);
  watch.Cancel();
  source_.AwaitWatchers(0);
  EXPECT_EQ(watch.AwaitEnd().code(), absl::StatusCode::kCancelled);
}

TEST_F(DispatcherStreamTest, ASlowReaderIsSentAway) {
  auto request = std::make_unique<testing::v1::WatchThingsRequest>();
  request->set_name("some");
  const std::shared_ptr<Stream> stream =
      Start().Open(TestSite::Method("WatchThings"), site_.As(Role::kCoordinator), std::move(request));
  source_.AwaitWatchers(1);
  for (size_t i = 0; i <= Stream::kCapacity; ++i) source_.Publish("thing");
  size_t read = 0;
  absl::Status end;
  for (bool more = true; more;) {
    stream->Read([&](absl::StatusOr<MessagePtr> next) {
      more = next.ok();
      end = next.status();
      if (more) ++read;
    });
  }
  EXPECT_EQ(read, Stream::kCapacity);
  EXPECT_EQ(end.code(), absl::StatusCode::kResourceExhausted);
}

TEST_F(DispatcherStreamTest, TooManyAreRefused) {
  Dispatcher& dispatcher = Start({.streams = 1});
  Watch first(dispatcher, site_.As(Role::kCoordinator), "some");
  source_.AwaitWatchers(1);
  EXPECT_EQ(EndOf(site_.As(Role::kCoordinator), "some").code(), absl::StatusCode::kResourceExhausted);
  first.Cancel();
  Watch second(dispatcher, site_.As(Role::kCoordinator), "some", 1);
  EXPECT_TRUE(second.AwaitEnd().ok());
}

TEST_F(DispatcherStreamTest, NoStreamIsOpenForever) {
  Dispatcher& dispatcher = Start({.longest_stream = absl::Minutes(15)});
  CallContext short_context = site_.As(Role::kCoordinator);
  short_context.deadline = clock_.Now() + absl::Minutes(5);
  Watch brief(dispatcher, short_context, "some");
  Watch endless(dispatcher, site_.As(Role::kCoordinator), "some");
  source_.AwaitWatchers(2);
  clock_.Advance(absl::Minutes(6));
  EXPECT_EQ(brief.AwaitEnd().code(), absl::StatusCode::kDeadlineExceeded);
  source_.Publish("thing");
  endless.AwaitThings(1);
  clock_.Advance(absl::Minutes(10));
  EXPECT_EQ(endless.AwaitEnd().code(), absl::StatusCode::kUnavailable);
  source_.AwaitWatchers(0);
}

TEST_F(DispatcherStreamTest, MethodsOfTheOtherKindAreUnimplemented) {
  Dispatcher& dispatcher = Start();
  EXPECT_EQ(Call(dispatcher, "WatchThings", site_.As(Role::kCoordinator), testing::v1::WatchThingsRequest())
                .status()
                .code(),
            absl::StatusCode::kUnimplemented);
  const auto stream = dispatcher.Open(TestSite::Method("GetThing"), site_.As(Role::kCoordinator), nullptr);
  stream->Read([](absl::StatusOr<MessagePtr> next) {
    EXPECT_EQ(next.status().code(), absl::StatusCode::kUnimplemented);
  });
}

}  // namespace
}  // namespace boulevard::runtime::rpc
