#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "services/runtime/rpc/remote_backend.h"
#include "services/runtime/rpc/test_service.h"

namespace boulevard::runtime::rpc {
namespace {

using testing::v1::GetThingRequest;
using testing::v1::Thing;

// Two replicas behind one backend; each counts what it begins.
class DrainTest : public ::testing::Test {
 protected:
  struct Counting {
    absl::StatusOr<Thing> operator()(const CallContext& context, const GetThingRequest& request) const {
      ++*begun;
      return Echo(context, request);
    }
    std::atomic<int>* begun;
  };

  std::unique_ptr<Service> NewService(std::string address = "127.0.0.1:0") {
    GrpcServerOptions options = Service::Options(std::move(address));
    options.limits = SiteConnectionLimits();
    options.linger = absl::Milliseconds(300);
    return std::make_unique<Service>(site_, Counting{&begun_}, options);
  }
  bool Get() { return Call(*remote_, "GetThing", site_.As(Role::kMentor), Good()).ok(); }

  TestSite site_;
  std::atomic<int> begun_ = 0;
  std::unique_ptr<Service> first_ = NewService();
  std::unique_ptr<Service> second_ = NewService();
  std::optional<RemoteBackend> remote_{first_->address() + "," + second_->address()};
};

TEST_F(DrainTest, ARefusedCallGoesToTheOtherReplica) {
  ASSERT_TRUE(remote_->Check(absl::Now() + absl::Seconds(20)).ok());
  std::thread stopping([this] { first_->server().Stop(absl::Seconds(20)); });
  for (int i = 0; i < 200; ++i) EXPECT_TRUE(Get());
  stopping.join();
  EXPECT_EQ(begun_, 200);
}

TEST_F(DrainTest, AStreamThatIsRefusedIsOpenedAtTheOther) {
  ASSERT_TRUE(remote_->Check(absl::Now() + absl::Seconds(20)).ok());
  RemoteBackend to_first(first_->address());
  Watch begun(to_first, site_.As(Role::kCoordinator), "some");
  first_->source().AwaitWatchers(1);
  std::thread stopping([this] { first_->server().Stop(absl::Seconds(20)); });
  EXPECT_EQ(begun.AwaitEnd().code(), absl::StatusCode::kUnavailable) << "a stream under way is ended";
  for (int i = 0; i < 20; ++i) {
    Watch watch(*remote_, site_.As(Role::kCoordinator), "some", 3);
    EXPECT_TRUE(watch.AwaitEnd().ok());
    EXPECT_EQ(watch.Things().size(), 3u);
  }
  stopping.join();
}

// One replica after the other is exchanged while callers never pause: nobody sees it, nothing is done twice.
TEST_F(DrainTest, ARollingUpdateFailsNoCall) {
  ASSERT_TRUE(remote_->Check(absl::Now() + absl::Seconds(20)).ok());
  std::atomic<bool> enough = false;
  std::atomic<int> answered = 0;
  std::atomic<int> failed = 0;
  std::vector<std::thread> callers(4);
  for (std::thread& caller : callers) {
    caller = std::thread([&] {
      while (!enough) ++(Get() ? answered : failed);
    });
  }
  for (std::unique_ptr<Service>* replica : {&first_, &second_, &first_, &second_}) {
    const std::string address = (*replica)->address();
    (*replica)->server().Stop(absl::Seconds(20));
    replica->reset();
    *replica = NewService(address);
  }
  enough = true;
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(failed, 0);
  EXPECT_GT(answered, 100);
  EXPECT_EQ(begun_, answered);
}

TEST_F(DrainTest, WithoutAnotherReplicaTheRefusalStands) {
  RemoteBackend alone(first_->address());
  ASSERT_TRUE(Call(alone, "GetThing", site_.As(Role::kMentor), Good()).ok());
  std::thread stopping([this] { first_->server().Stop(absl::Seconds(20)); });
  absl::Status status;
  const absl::Time latest = absl::Now() + absl::Seconds(20);
  while (status.ok() && absl::Now() < latest) {
    status = Call(alone, "GetThing", site_.As(Role::kMentor), Good()).status();
  }
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  stopping.join();
}

TEST_F(DrainTest, AReplicaThatDoesNotServeIsSpared) {
  second_->server().SetServing(false);
  ASSERT_TRUE(remote_->Check(absl::Now() + absl::Seconds(20)).ok());
  second_->server().Stop();
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(Get());
}

TEST_F(DrainTest, WhenNoneServesTheyAreAskedAllTheSame) {
  first_->server().SetServing(false);
  second_->server().SetServing(false);
  EXPECT_EQ(remote_->Check(absl::Now() + absl::Seconds(20)).code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(Get()) << "a service that is too busy for its own health may still answer";
}

}  // namespace
}  // namespace boulevard::runtime::rpc
